// Ops whose results each come from the same place of their operands. Tensors are taken span by
// span: a span is contiguous in every operand.

import { geluGradientRow, geluRow } from './gelu'
import { Clamp, Elementwise, ElementwiseKind, LinearCombination, Spans } from './layout'
import { mishGradientRow, mishRow } from './mish'
import {
  addRow,
  addScaledRow,
  clampRow,
  copyRow,
  maskRow,
  multiplyRow,
  reluRow,
  scaledDifferenceRow,
  scaleRow,
} from './rows'
import { siluGradientRow, siluRow } from './silu'
import { bytesOf, lastSpanOf, unitsOf } from './spans'
import { claim } from './team'

export function elementwise(args: Elementwise): void {
  const spans = changetype<Spans>(args)
  for (let unit = claim(); unit < unitsOf(spans); unit = claim()) {
    const end = lastSpanOf(spans, unit)
    for (let span = unit * args.perUnit; span < end; span++) {
      const y = args.y + span * args.yPitch
      const a = args.a + span * args.aPitch
      const b = args.b + (span / args.divisor) * args.bPitch
      const factor = args.factor + (span / args.factorDivisor) * args.factorPitch
      elementwiseSpan(args, y, a, b, factor, bytesOf(spans, span))
    }
  }
}

function elementwiseSpan(
  args: Elementwise,
  y: usize,
  a: usize,
  b: usize,
  factor: usize,
  bytes: i32,
): void {
  switch (args.kind) {
    case ElementwiseKind.copy:
      copyRow(y, a, bytes)
      break
    case ElementwiseKind.add:
      addRow(y, a, b, bytes)
      break
    case ElementwiseKind.relu:
      reluRow(y, a, bytes)
      break
    case ElementwiseKind.mask:
      maskRow(y, a, b, bytes)
      break
    case ElementwiseKind.silu:
      siluRow(y, a, bytes)
      break
    case ElementwiseKind.siluGradient:
      siluGradientRow(y, a, b, bytes)
      break
    case ElementwiseKind.mish:
      mishRow(y, a, bytes)
      break
    case ElementwiseKind.mishGradient:
      mishGradientRow(y, a, b, bytes)
      break
    case ElementwiseKind.gelu:
      geluRow(y, a, bytes)
      break
    case ElementwiseKind.geluGradient:
      geluGradientRow(y, a, b, bytes)
      break
    case ElementwiseKind.multiply:
      multiplyRow(y, a, b, bytes)
      break
    case ElementwiseKind.scaled:
      scaleRow(y, a, args.scale * load<f32>(factor), bytes)
      break
    default:
      scaledDifferenceRow(y, a, b, args.scale * load<f32>(factor), bytes)
      break
  }
}

export function clamp(args: Clamp): void {
  const spans = changetype<Spans>(args)
  for (let unit = claim(); unit < unitsOf(spans); unit = claim()) {
    const end = lastSpanOf(spans, unit)
    for (let span = unit * args.perUnit; span < end; span++) {
      const y = args.y + span * args.yPitch
      const a = args.a + span * args.aPitch
      clampRow(y, a, args.low, args.high, bytesOf(spans, span))
    }
  }
}

export function linearCombination(args: LinearCombination): void {
  const spans = changetype<Spans>(args)
  for (let unit = claim(); unit < unitsOf(spans); unit = claim()) {
    const end = lastSpanOf(spans, unit)
    for (let span = unit * args.perUnit; span < end; span++) {
      combineSpan(args, span, bytesOf(spans, span))
    }
  }
}

/** Term after term, while the span is in cache. */
function combineSpan(args: LinearCombination, span: i32, bytes: i32): void {
  const y = args.y + span * args.yPitch
  const coefficientRow: usize = (span / args.divisor) * args.coefficientPitch
  for (let k = 0; k < args.terms; k++) {
    const term = args.list() + k * 12
    const x = load<usize>(term) + span * load<i32>(term, 4)
    const coefficient = load<f32>(load<usize>(term, 8) + coefficientRow)
    if (k === 0) scaleRow(y, x, coefficient, bytes)
    else addScaledRow(y, x, coefficient, bytes)
  }
}
