"""Frechet distances in float64 by numpy, from the eigenvalues of S1 S2 (no symmetric root is
taken, unlike in the package), and the eigenvalues of a covariance."""

import json
from pathlib import Path

import numpy as np

from formula import normal

OUT = Path(__file__).parents[2] / "tests/golden/fixtures/frechet.json"


def features(stream, count, n, scale, offset):
    """(count, n) float32; each column is scale times the mean of the columns up to it, moved."""
    x = normal(stream, (count, n)).astype(np.float64)
    mixed = np.cumsum(x, axis=1) / np.sqrt(np.arange(1, n + 1))
    return (mixed * scale + offset).astype(np.float32)


def distance(a, b):
    """tr((S1^1/2 S2 S1^1/2)^1/2) is the sum of the roots of the eigenvalues of S1 S2."""
    (ma, mb), (sa, sb) = (x.mean(axis=0) for x in (a, b)), (np.cov(x.T) for x in (a, b))
    common = np.sqrt(np.maximum(np.linalg.eigvals(sa @ sb).real, 0)).sum()
    return ((ma - mb) ** 2).sum() + np.trace(sa) + np.trace(sb) - 2 * common


def case(name, n, a, b):
    sets = [dict(zip(("stream", "count", "scale", "offset"), s)) for s in (a, b)]
    x, y = (features(n=n, **s).astype(np.float64) for s in sets)
    values = np.linalg.eigvalsh(np.cov(x.T))
    return {
        "name": name,
        "n": n,
        "sets": sets,
        "distance": distance(x, y),
        "eigenvalues": values.tolist(),
    }


cases = [
    case("a few features", 6, (1, 200, 1.0, 0.0), (2, 150, 1.5, 0.25)),
    case("moved apart", 4, (3, 50, 0.1, 0.0), (4, 60, 0.1, 10.0)),
    case("as many features as a classifier has", 128, (5, 400, 1.0, 0.0), (6, 300, 0.8, 0.1)),
    case("fewer rows than features", 12, (7, 5, 1.0, 0.0), (8, 7, 1.0, 0.5)),
]
OUT.write_text(json.dumps({"numpy": np.__version__, "cases": cases}, separators=(",", ":")) + "\n")
