/** Pickles that have been published to run code, to hang a reader or to fill its memory, as bytes. */

import { joined } from '../../archives.ts'

type Part = string | number | Uint8Array

/** Text as its characters' bytes, numbers as one byte each. */
export const pickleOf = (...parts: readonly Part[]): Uint8Array =>
  joined(
    ...parts.map((part) => {
      if (typeof part === 'number') return Uint8Array.of(part)
      return typeof part === 'string' ? Uint8Array.from(part, (c) => c.charCodeAt(0)) : part
    }),
  )

const u32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer)
const u64 = (value: bigint) => new Uint8Array(BigUint64Array.of(value).buffer)
const short = (text: string) => pickleOf(0x8c, text.length, text)

/** `cos\nsystem\n(S'id'\ntR.` */
const calling = (module: string, name: string, argument = "S'id'\n") =>
  pickleOf(`c${module}\n${name}\n(${argument}tR.`)

/** The same with strings on the stack, as protocol 4 writes it. */
const stacked = (module: string, name: string) =>
  pickleOf(0x80, 4, short(module), short(name), 0x93, short('id'), 0x85, 'R.')

const callers: readonly (readonly [string, string])[] = [
  ['os', 'system'],
  ['posix', 'system'],
  ['nt', 'system'],
  ['builtins', 'eval'],
  ['builtins', 'exec'],
  ['builtins', 'compile'],
  ['builtins', 'getattr'],
  ['builtins', 'apply'],
  ['builtins', '__import__'],
  ['builtins', 'open'],
  ['builtins', 'map'],
  ['__builtin__', 'eval'],
  ['__builtin__', 'file'],
  ['subprocess', 'Popen'],
  ['subprocess', 'check_output'],
  ['commands', 'getoutput'],
  ['runpy', '_run_code'],
  ['runpy', 'run_path'],
  ['pip', 'main'],
  ['pip._internal', 'main'],
  ['webbrowser', 'open'],
  ['functools', 'partial'],
  ['functools', 'reduce'],
  ['operator', 'attrgetter'],
  ['operator', 'methodcaller'],
  ['operator', 'itemgetter'],
  ['types', 'CodeType'],
  ['types', 'FunctionType'],
  ['marshal', 'loads'],
  ['pickle', 'loads'],
  ['_pickle', 'loads'],
  ['dill._dill', '_create_function'],
  ['cloudpickle.cloudpickle', '_make_function'],
  ['joblib', 'load'],
  ['ctypes', 'CDLL'],
  ['importlib', 'import_module'],
  ['pty', 'spawn'],
  ['socket', 'create_connection'],
  ['urllib.request', 'urlopen'],
  ['shutil', 'rmtree'],
  ['pdb', 'run'],
  ['profile', 'run'],
  ['cProfile', 'runctx'],
  ['timeit', 'timeit'],
  ['bdb', 'Bdb.run'],
  ['doctest', 'debug_script'],
  ['code', 'InteractiveInterpreter'],
  ['asyncio.unix_events', '_UnixSubprocessTransport._start'],
  ['copyreg', 'add_extension'],
  ['numpy.testing._private.utils', 'runstring'],
  ['numpy.f2py.crackfortran', 'getlincoef'],
  ['torch', 'load'],
  ['torch.hub', 'load'],
  ['torch.storage', '_load_from_bytes'],
  ['torch.jit', 'load'],
  ['torch._dynamo.guards', 'GuardBuilder.get'],
  ['torch.utils._config_module', 'ConfigModule.load_config'],
  ['torch.serialization', 'load'],
  ['transformers', 'AutoModel'],
  ['__main__', 'SimpleUNet'],
  ['collections', 'namedtuple'],
  ['__proto__', 'constructor'],
  ['constructor', 'prototype'],
]

export interface Attack {
  readonly name: string
  readonly bytes: Uint8Array
  /** What it is refused for. */
  readonly code: string
  /** The name it asks for, where it asks for one. */
  readonly global?: string
}

const global = 'pickle.global-refused'
const system = { code: global, global: 'os.system' }

/** Names that run code, each by every instruction that can ask for one. */
export const askingForCode: readonly Attack[] = callers.flatMap(([module, name]) => {
  const refused = { code: global, global: `${module}.${name}` }
  return [
    { ...refused, name: `${module}.${name} by GLOBAL`, bytes: calling(module, name) },
    { ...refused, name: `${module}.${name} by STACK_GLOBAL`, bytes: stacked(module, name) },
    {
      ...{ ...refused, name: `${module}.${name} by INST` },
      bytes: pickleOf(`(S'id'\ni${module}\n${name}\n.`),
    },
    {
      ...{ ...refused, name: `${module}.${name} by OBJ` },
      bytes: pickleOf(`(c${module}\n${name}\nS'id'\no.`),
    },
    {
      ...{ ...refused, name: `${module}.${name} by NEWOBJ` },
      bytes: pickleOf(0x80, 2, `c${module}\n${name}\n)`, 0x81, '.'),
    },
  ]
})

/** A list of lists, each of which holds the one before twice. */
const laughs = pickleOf(
  ...[0x80, 2, ']q', 0, '0'],
  ...Array.from({ length: 200 }, (_, i) => pickleOf(']q', i + 1, '(h', i, 'h', i, 'e0')),
  ...['h', 200, '.'],
)

const empty = (count: number) => new Uint8Array(count).fill(0x7d)
/** Everything else that was thought of. */
export const others: readonly Attack[] = [
  { ...system, name: 'a chain of calls', bytes: pickleOf('cos\nsystem\n(cos\ngetcwd\n)RtR.') },
  {
    ...{ ...system, name: 'a name from the memo' },
    bytes: pickleOf(
      0x80,
      4,
      short('os'),
      0x94,
      '0',
      short('system'),
      0x94,
      '0h',
      0,
      'h',
      1,
      0x93,
      '.',
    ),
  },
  {
    ...{ ...system, name: 'hidden behind harmless values, and thrown away' },
    bytes: pickleOf('}q', 0, "cos\nsystem\n(S'id'\ntR0", '.'),
  },
  {
    ...{ ...system, name: 'a class to make again' },
    bytes: pickleOf('ccopy_reg\n_reconstructor\n(cos\nsystem\nNNtR.'),
  },
  { ...system, name: 'as a key of a dict', bytes: pickleOf('}cos\nsystem\nNs.') },
  { ...system, name: 'in the identifier of a storage', bytes: pickleOf('(cos\nsystem\ntQ.') },
  {
    ...{ ...system, name: 'as state of an object' },
    bytes: pickleOf('cargparse\nNamespace\n)', 0x81, 'cos\nsystem\nb.'),
  },
  {
    ...{ name: 'a function as a method of a harmless class', code: global },
    ...{ global: 'collections.OrderedDict.__init__.__globals__' },
    bytes: stacked('collections', 'OrderedDict.__init__.__globals__'),
  },
  { name: 'a string that is called', code: 'pickle.call-refused', bytes: pickleOf("S'os'\n)R.") },
  {
    name: 'a type that is called',
    code: 'pickle.call-refused',
    bytes: pickleOf('c__builtin__\nint\n)R.'),
  },
  {
    ...{ name: 'a placeholder that is called', code: 'pickle.call-refused' },
    bytes: pickleOf('cargparse\nNamespace\n)R)R.'),
  },
  ...(['EXT1', 'EXT2', 'EXT4'] as const).map((instruction, i) => ({
    ...{ name: `the registry of extensions by ${instruction}`, code: 'pickle.instruction-refused' },
    bytes: pickleOf(0x80, 2, 0x82 + i, 1, 0, 0, 0, '.'),
  })),
  {
    ...{ name: 'a buffer from outside', code: 'pickle.instruction-refused' },
    bytes: pickleOf(0x80, 5, 0x97, '.'),
  },
  {
    ...{ name: 'no class to make again', code: 'pickle.arguments-invalid' },
    bytes: pickleOf("ccopy_reg\n_reconstructor\n(S'os'\nNNtR."),
  },
  {
    ...{ name: 'an array of objects', code: 'pickle.arguments-invalid' },
    bytes: pickleOf("cnumpy\ndtype\n(S'O8'\nI0\nI1\ntR."),
  },
  {
    ...{ name: 'another class for an array', code: 'pickle.arguments-invalid' },
    bytes: pickleOf("cnumpy.core.multiarray\n_reconstruct\n(cargparse\nNamespace\n(I0\ntS'b'\ntR."),
  },
  {
    ...{ name: 'a codec that is not latin1', code: 'pickle.arguments-invalid' },
    bytes: pickleOf("c_codecs\nencode\n(S'x'\nS'zip'\ntR."),
  },
  {
    ...{ name: 'bytes of a length', code: 'pickle.arguments-invalid' },
    bytes: pickleOf('c__builtin__\nbytearray\n(I1000000000\ntR.'),
  },
  ...[
    { name: 'BINBYTES8', bytes: pickleOf(0x80, 4, 0x8e, u64(2n ** 63n), '.') },
    { name: 'BINUNICODE8', bytes: pickleOf(0x80, 4, 0x8d, u64(2n ** 53n - 1n), '.') },
    { name: 'BYTEARRAY8', bytes: pickleOf(0x80, 5, 0x96, u64(2n ** 40n), '.') },
    { name: 'BINBYTES', bytes: pickleOf(0x80, 3, 'B', u32(0xffffffff), '.') },
    { name: 'BINUNICODE', bytes: pickleOf('X', u32(0xffffffff), '.') },
    { name: 'LONG4', bytes: pickleOf(0x80, 2, 0x8b, u32(0x7fffffff), '.') },
    { name: 'FRAME', bytes: pickleOf(0x80, 4, 0x95, u64(2n ** 62n), 'N.') },
    { name: 'a line', bytes: pickleOf('I', new Uint8Array(1 << 17).fill(0x31), '\n.') },
  ].map((attack) => ({ ...attack, code: 'pickle.truncated' })),
  ...[
    { name: 'a negative LONG4', bytes: pickleOf(0x80, 2, 0x8b, u32(0xffffffff), '.') },
    { name: 'a LONG of 20,000 digits', bytes: pickleOf('L', '9'.repeat(20_000), 'L\n.') },
    {
      ...{ name: 'a LONG4 of a megabyte' },
      bytes: pickleOf(0x80, 2, 0x8b, u32(1 << 20), new Uint8Array(1 << 20).fill(1), '.'),
    },
    { name: 'a memo that was not filled', bytes: pickleOf('h', 7, '.') },
    { name: 'a memo at a negative index', bytes: pickleOf('Np-1\n.') },
    { name: 'a stack that is empty', bytes: pickleOf('R.') },
    { name: 'a value below a mark', bytes: pickleOf('N(0', '00.') },
    { name: 'two values at the end', bytes: pickleOf('NN.') },
    { name: 'a dict of an odd count', bytes: pickleOf('(Nd.') },
    { name: 'items of a number', bytes: pickleOf('K', 1, '(NNu.') },
  ].map((attack) => ({ ...attack, code: 'pickle.corrupt' })),
  ...[
    { name: 'a million marks', bytes: pickleOf('('.repeat(1_000_000), '.') },
    { name: 'millions of dicts', bytes: pickleOf(empty(3_000_000), '.') },
    { name: 'a value stacked millions of times', bytes: pickleOf('N', '2'.repeat(5_000_000), '.') },
    {
      ...{ name: 'copies of a list again and again' },
      bytes: pickleOf(
        '(',
        'N'.repeat(50_000),
        'lq',
        0,
        'c__builtin__\nlist\nq',
        1,
        'h',
        0,
        0x85,
        'R0h',
        1,
        pickleOf(...Array.from({ length: 50 }, () => pickleOf('0h', 1, 'h', 0, 0x85, 'R0h', 1))),
        '.',
      ),
    },
  ].map((attack) => ({ ...attack, code: 'pickle.too-large' })),
  {
    name: 'a protocol that is not known',
    code: 'pickle.protocol-unknown',
    bytes: pickleOf(0x80, 99, '.'),
  },
  { name: 'not a pickle', code: 'pickle.opcode-unknown', bytes: pickleOf('<html>') },
]

/** Harmless to a reader that does not walk it as a tree. */
export const billionLaughs = laughs
