/** What this machine is, so that numbers of different ones are not mixed up. */

import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** A processor as Linux describes it; parts that it does not give are missing. */
export interface Processor {
  /** `AMD EPYC` */
  readonly processor: string
  readonly family?: number
  readonly model?: number
  /** `Zen 4`, where the family and model are known here. */
  readonly architecture?: string
  /** `AVX-512 + AMX`, `AVX-512`, `AVX2` */
  readonly vectors?: string
}

export interface Machine extends Processor {
  readonly cores: number
  readonly node: string
}

type Range = readonly [from: number, to: number, name: string]

/** Models by vendor and family, as the Linux kernel distinguishes them (arch/x86/kernel/cpu). */
const architectures: Readonly<Record<string, readonly Range[]>> = {
  'AuthenticAMD 23': [
    [0x00, 0x2f, 'Zen'],
    [0x30, 0xff, 'Zen 2'],
  ],
  'AuthenticAMD 25': [
    [0x00, 0x0f, 'Zen 3'],
    [0x10, 0x1f, 'Zen 4'],
    [0x20, 0x5f, 'Zen 3'],
    [0x60, 0xaf, 'Zen 4'],
  ],
  'AuthenticAMD 26': [
    [0x00, 0x4f, 'Zen 5'],
    [0x60, 0x7f, 'Zen 5'],
  ],
  'GenuineIntel 6': [
    [0x55, 0x55, 'Skylake or Cascade Lake'],
    [0x6a, 0x6a, 'Ice Lake'],
    [0x6c, 0x6c, 'Ice Lake'],
    [0x8f, 0x8f, 'Sapphire Rapids'],
    [0xad, 0xae, 'Granite Rapids'],
    [0xcf, 0xcf, 'Emerald Rapids'],
  ],
}

function architectureOf(vendor: string, family: number, model: number): string | undefined {
  const ranges = architectures[`${vendor} ${family}`] ?? []
  return ranges.find(([from, to]) => from <= model && model <= to)?.[2]
}

function vectorsOf(flags: readonly string[]): string | undefined {
  if (flags.includes('avx512f')) return flags.includes('amx_tile') ? 'AVX-512 + AMX' : 'AVX-512'
  return flags.includes('avx2') ? 'AVX2' : undefined
}

/** The first processor in the text of /proc/cpuinfo; undefined where it describes none. */
export function processorIn(cpuinfo: string): Processor | undefined {
  const field = (name: string) => cpuinfo.match(new RegExp(`^${name}\\s*:\\s*(.*)$`, 'm'))?.[1]
  const [name, vendor, family, model] = ['model name', 'vendor_id', 'cpu family', 'model'].map(
    field,
  )
  if (!name || !vendor || !family || !model) return undefined
  const numbers = { family: Number(family), model: Number(model) }
  const architecture = architectureOf(vendor, numbers.family, numbers.model)
  return {
    ...{ processor: name.trim(), ...numbers, architecture },
    vectors: vectorsOf(field('flags')?.split(' ') ?? []),
  }
}

/** `AMD EPYC (Zen 4, AVX-512)` */
export function showProcessor({ processor, architecture, vectors }: Processor): string {
  const known = [architecture, vectors].filter((part) => part !== undefined)
  return known.length > 0 ? `${processor} (${known.join(', ')})` : processor
}

/** `AMD EPYC (Zen 4, AVX-512), 2 cores, Node 24.21.0` */
export function showMachine(machine: Machine): string {
  const { cores, node } = machine
  return `${showProcessor(machine)}, ${cores} cores, Node ${node.replace(/^v/, '')}`
}

function cpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8')
  } catch {
    return ''
  }
}

export function thisMachine(): Machine {
  const processor = processorIn(cpuinfo()) ?? { processor: cpus()[0].model }
  return { ...processor, cores: cpus().length, node: process.version }
}
