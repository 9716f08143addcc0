import { describe, expect, test } from 'vitest'
import { defaultGuidance, usualSampling } from '../../../src/diffusion/sampling-defaults.ts'

const schedule = { timesteps: 1000 }
const grey = { imageShape: [32, 32, 1] as const, classes: 3 }
const colour = { imageShape: [32, 32, 3] as const, classes: 3 }
const transparent = { imageShape: [32, 32, 4] as const, classes: 3 }

describe('how a model is sampled where no sampler is named', () => {
  test.each([colour, transparent])('images of colour get fresh noise at each step', (network) => {
    expect(usualSampling({ target: 'v', network, schedule })).toEqual({
      sampler: 'dpm-solver++',
      options: { steps: 30, eta: 1 },
    })
    expect(defaultGuidance(network)).toBe(1.5)
  })

  test('in as many steps as are asked for, and never more than there are', () => {
    const model = { target: 'x0', network: colour, schedule } as const
    expect(usualSampling(model, 10).options).toEqual({ steps: 10, eta: 1 })
    const short = { ...model, schedule: { timesteps: 25 } }
    expect(usualSampling(short).options).toEqual({ steps: 25, eta: 1 })
  })

  test('grey images, and models of eps, are sampled as ever', () => {
    const usual = { sampler: 'dpm-solver++', options: {} }
    expect(usualSampling({ target: 'v', network: grey, schedule })).toEqual(usual)
    expect(defaultGuidance(grey)).toBe(2)
    const eps = usualSampling({ target: 'eps', network: colour, schedule }, 40)
    expect(eps).toEqual({ sampler: 'ddpm', options: { steps: 40 } })
  })

  test('a network without classes, or that needs one, has no guidance', () => {
    expect(defaultGuidance({ ...colour, classes: 0 })).toBe(1)
    expect(defaultGuidance({ ...colour, anyClass: false })).toBe(1)
  })
})
