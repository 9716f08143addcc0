/**
 * What of Python itself checkpoints hold besides plain values: containers, strings of bytes, and classes that
 * only hold data, which become placeholders.
 */

import { bytesOf } from './literals.ts'
import {
  type Builder,
  type Globals,
  globalsOf,
  PickleGlobal,
  type PickleValue,
  Placeholder,
} from './values.ts'

/** The pairs of a list as entries. */
function dictOf(pairs: PickleValue = []): PickleValue | undefined {
  if (pairs instanceof Map) return new Map(pairs)
  if (!Array.isArray(pairs)) return undefined
  const entries = new Map<PickleValue, PickleValue>()
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) return undefined
    entries.set(pair[0], pair[1])
  }
  return entries
}

const setOf = (items: PickleValue = []) => (Array.isArray(items) ? new Set(items) : undefined)
const listOf = (items: PickleValue = []) => (Array.isArray(items) ? [...items] : undefined)
/** A value of a dict's that is not there yet is made by its first argument: never here. */
const defaultDict: Builder = (_factory, pairs = []) => dictOf(pairs)

/** Old protocols keep bytes as text. */
const encoded: Builder = (text, encoding) =>
  typeof text === 'string' && (encoding === 'latin1' || encoding === 'latin-1')
    ? bytesOf(text)
    : undefined

const emptyOrEncoded: Builder = (text = '', encoding = 'latin1') =>
  text instanceof Uint8Array ? text : encoded(text, encoding)

/** How protocols 0 and 1 make objects: of a class, its base and what the base is made of. */
const reconstructed: Builder = (type) =>
  type instanceof PickleGlobal && type.build ? type.build() : undefined

const builtins: Readonly<Record<string, Builder | undefined>> = {
  set: setOf,
  frozenset: setOf,
  list: listOf,
  tuple: listOf,
  dict: dictOf,
  bytes: emptyOrEncoded,
  bytearray: emptyOrEncoded,
  complex: (real = 0, imaginary = 0) => [real, imaginary],
  // types as values, such as that of a default
  int: undefined,
  float: undefined,
  str: undefined,
  bool: undefined,
  object: undefined,
}

/** Classes whose objects are their attributes: settings, paths, dates. What they could do is left out. */
const dataOnly = [
  'argparse.Namespace',
  'types.SimpleNamespace',
  'pathlib.PosixPath',
  'pathlib.PurePosixPath',
  'pathlib.WindowsPath',
  'pathlib.PureWindowsPath',
  'pathlib._local.PosixPath',
  'pathlib._local.WindowsPath',
  'datetime.datetime',
  'datetime.timedelta',
  'typing.Any',
  'pytorch_lightning.utilities.parsing.AttributeDict',
  'lightning_fabric.utilities.data.AttributeDict',
  'lightning.fabric.utilities.data.AttributeDict',
  'lightning.pytorch.utilities.parsing.AttributeDict',
  'pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint',
  'omegaconf.dictconfig.DictConfig',
  'omegaconf.listconfig.ListConfig',
  'omegaconf.base.ContainerMetadata',
  'omegaconf.base.Metadata',
  'omegaconf.nodes.AnyNode',
]

const within = (modules: readonly string[], names: Readonly<Record<string, Builder | undefined>>) =>
  modules.flatMap((module) =>
    Object.entries(names).map(([name, build]) => [`${module}.${name}`, build] as const),
  )

/** The names of Python's own that readers allow. */
export const pythonGlobals: Globals = globalsOf(
  Object.fromEntries([
    // Python 2 has another name for the same
    ...within(['builtins', '__builtin__'], builtins),
    ...within(['collections'], {
      OrderedDict: dictOf,
      Counter: dictOf,
      defaultdict: defaultDict,
    }),
    ...within(['copyreg', 'copy_reg'], { _reconstructor: reconstructed }),
    ['_codecs.encode', encoded],
    ...dataOnly.map((name): [string, Builder] => [
      name,
      (...given) => new Placeholder(name, given),
    ]),
  ]),
)
