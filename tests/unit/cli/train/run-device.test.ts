/** Which kernels a run computes with, when it begins and when it is resumed. */

import { describe, expect, test } from 'vitest'
import { openRunDevice } from '../../../../src/cli/train/run-device.ts'
import {
  newSettings,
  type TrainFlags,
  type TrainSettings,
} from '../../../../src/cli/train/settings.ts'
import { runsHere, variantNames } from '../../../../src/hosts/node/backends.ts'
import type { Checkpoint } from '../../../../src/training/config.ts'

const here = variantNames.filter(runsHere)

/** @returns the kernels that were opened, and what was said */
async function open(
  saved: Partial<TrainSettings>,
  checkpoint?: Pick<Checkpoint, 'variant'>,
  typed: TrainFlags = {},
) {
  const notices: string[] = []
  const settings = { ...newSettings({ device: 'wasm', threads: 1 }), ...saved, ...typed }
  const run = { settings: settings as TrainSettings, typed, checkpoint: checkpoint as Checkpoint }
  const device = await openRunDevice(run, (text) => notices.push(text))
  await device.close()
  return { variant: device.variant, warned: notices.length > 0 }
}

describe('a resumed run', () => {
  test.each(here)('keeps the kernels it began with: %s', async (variant) => {
    const same = { variant, warned: false }
    expect(await open({ variant })).toEqual(same)
    expect(await open({ variant }, { variant })).toEqual(same)
    expect(await open({}, { variant })).toEqual(same)
  })

  test('of before kernels were kept takes what is fastest', async () => {
    const { variant, warned } = await open({}, {})
    expect(here).toContain(variant)
    expect(warned).toBe(false)
  })

  test('warns where its kernels do not run here, and continues with others', async () => {
    const { variant, warned } = await open({ variant: 'from-elsewhere' }, { variant: 'simd' })
    expect(here).toContain(variant)
    expect(warned).toBe(true)
  })

  test('takes the kernels that are typed, and warns where they are others', async () => {
    const typed: TrainFlags = { variant: 'simd' }
    expect(await open({ variant: 'x' }, { variant: 'x' }, typed)).toEqual({
      ...{ variant: 'simd', warned: true },
    })
    expect((await open({}, { variant: 'simd' }, typed)).warned).toBe(false)
  })

  test('on the reference device has no kernels to choose', async () => {
    const { variant, warned } = await open({ device: 'reference', variant: 'x' })
    expect(variant).toBeUndefined()
    expect(warned).toBe(false)
  })
})
