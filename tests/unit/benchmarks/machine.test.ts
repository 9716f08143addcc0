/** What the benchmarks read about the machine and its processes. */

import { describe, expect, test } from 'vitest'
import { processorIn, showMachine, showProcessor } from '../../../benchmarks/measure/machine.ts'
import { residentIn } from '../../../benchmarks/measure/resident.ts'

const cpuinfo = (vendor: string, family: number, model: number, flags: string) =>
  [
    'processor\t: 0',
    `vendor_id\t: ${vendor}`,
    `cpu family\t: ${family}`,
    `model\t\t: ${model}`,
    'model name\t: Some Name',
    `flags\t\t: fpu ${flags} rdpid`,
  ].join('\n')

const architecture = (vendor: string, family: number, model: number) =>
  processorIn(cpuinfo(vendor, family, model, ''))?.architecture

describe('processors', () => {
  test('are distinguished by family and model, not by a name that says nothing', () => {
    const amd = [1, 0x11, 0x21, 0x44, 0x61, 0x75, 0xa0].map((m) =>
      architecture('AuthenticAMD', 25, m),
    )
    expect(amd).toEqual(['Zen 3', 'Zen 4', 'Zen 3', 'Zen 3', 'Zen 4', 'Zen 4', 'Zen 4'])
    expect(architecture('AuthenticAMD', 26, 0x02)).toBe('Zen 5')
    expect(architecture('GenuineIntel', 6, 0x8f)).toBe('Sapphire Rapids')
    expect(architecture('GenuineIntel', 25, 0x11)).toBeUndefined()
  })

  test('are shown with what is known of them', () => {
    const show = (flags: string) => {
      const processor = processorIn(cpuinfo('AuthenticAMD', 25, 0x11, flags))
      return showProcessor(processor!)
    }
    expect(show('avx2 avx512f amx_tile')).toBe('Some Name (Zen 4, AVX-512 + AMX)')
    expect(show('avx2 avx512f')).toBe('Some Name (Zen 4, AVX-512)')
    expect(show('avx2')).toBe('Some Name (Zen 4, AVX2)')
    expect(show('sse2')).toBe('Some Name (Zen 4)')
    expect(showProcessor({ processor: 'Apple M4' })).toBe('Apple M4')
  })

  test('that the text does not describe are unknown', () => {
    expect(processorIn('')).toBeUndefined()
    expect(processorIn('processor : 0\nBogoMIPS : 50\n')).toBeUndefined()
  })

  test('a machine names its cores and its Node', () => {
    const machine = { processor: 'Apple M4', cores: 10, node: 'v24.21.0' }
    expect(showMachine(machine)).toBe('Apple M4, 10 cores, Node 24.21.0')
  })
})

test('resident memory is read in bytes', () => {
  const status = 'Name:\tnode\nVmPeak:\t  900 kB\nVmHWM:\t  300 kB\nVmRSS:\t  200 kB\n'
  expect(residentIn(status)).toEqual({ now: 204_800, peak: 307_200 })
  expect(residentIn('Name:\tkthreadd\n')).toBeUndefined()
})
