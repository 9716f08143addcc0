/** Which options of samplers each command takes, and that they reach the sampler. */

import { describe, expect, test } from 'vitest'
import { flagOf } from '../../../../src/base/option-specs.ts'
import { createProgram } from '../../../../src/cli/program.ts'
import { samplerOf } from '../../../../src/cli/tasks/sampler.ts'
import {
  type AnySampler,
  samplerDefinitions,
  samplerSpecs,
} from '../../../../src/diffusion/samplers/registry.ts'
import {
  buildTaskSampler,
  deterministicSamplers,
  singleStepSamplers,
} from '../../../../src/diffusion/sampling-defaults.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { coded } from '../../../coded.ts'

const schedule = buildSchedule('cosine', { timesteps: 100 })

/** The flags of some samplers' options, without those that stand elsewhere. */
function flagsOf(suits: (definition: AnySampler) => boolean, except: readonly string[] = []) {
  const specs = samplerDefinitions.filter(suits).map(samplerSpecs)
  const all = Object.entries(Object.assign({}, ...specs) as ReturnType<typeof samplerSpecs>)
  const elsewhere = ['steps', 'start', 'strength', ...except]
  return all.filter(([key]) => !elsewhere.includes(key)).map(([key, spec]) => flagOf(key, spec))
}

const every = flagsOf(() => true)

describe('the options of samplers that a command takes', () => {
  test.each([
    ['sample', every],
    ['img2img', every],
    ['inpaint', flagsOf(({ name }) => singleStepSamplers.includes(name))],
    ['interpolate', flagsOf(({ name }) => deterministicSamplers.includes(name), ['eta'])],
    ['invert', ['--spacing']],
  ] as const)('%s', (name, expected) => {
    const command = createProgram().commands.find((one) => one.name() === name)!
    const flags = command.options.map(({ long }) => long ?? '')
    expect(flags.filter((flag) => every.includes(flag as `--${string}`)).sort()).toEqual(
      [...expected].sort(),
    )
  })
})

describe('a task’s sampler', () => {
  test('follows the options that were typed, over the task’s own', () => {
    const typed = { order: 3, finalSigma: 'min' }
    const sampler = samplerOf({ sampler: 'deis', samplerOptions: typed, steps: 20 }, schedule)
    const options = { order: 3, finalSigma: 'min', steps: 20 } as const
    expect(sampler.rows).toEqual(buildTaskSampler('deis', schedule, options).rows)
    const clip = samplerOf({ sampler: 'ddpm', samplerOptions: { clip: 'none' } }, schedule)
    expect(clip.rows).toEqual(buildTaskSampler('ddpm', schedule, { clip: 'none' }).rows)
    expect(clip).not.toEqual(samplerOf({ sampler: 'ddpm' }, schedule))
  })

  test('refuses what another sampler takes', () => {
    const typed = { order: 3 }
    expect(() => samplerOf({ sampler: 'ddim', samplerOptions: typed }, schedule)).toThrow(
      coded('usage.option-of-other-sampler', { option: '--order', sampler: 'ddim' }),
    )
  })
})
