import { beforeAll, describe, expect, test, vi } from 'vitest'
import { noisedTo } from '../../../../src/diffusion/initial-noise.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import type { LoadedModel } from '../../../../src/training/checkpoint.ts'
import type { Images, SamplingProgress } from '../../../../studio/src/compute/protocol.ts'
import { bytesOf, imageAt, valuesOf } from '../../../../studio/src/compute/values.ts'
import { keepModel } from '../../../../studio/src/compute/worker/models.ts'
import { predict } from '../../../../studio/src/compute/worker/prediction.ts'
import { sampleImages } from '../../../../studio/src/compute/worker/sample.ts'
import { guidanceOf, isShown } from '../../../../studio/src/compute/worker/sampling.ts'
import { Task } from '../../../../studio/src/compute/worker/task.ts'
import { trajectoryOf } from '../../../../studio/src/compute/worker/trajectory.ts'
import { vary } from '../../../../studio/src/compute/worker/vary.ts'
import { tinyConditional, tinyModel, tinySchedule } from '../../../tiny.ts'

vi.mock('../../../../studio/src/compute/worker/device.ts', () => import('./worker-device.ts'))

const loadedOf = (model: LoadedModel['network']): LoadedModel => ({
  ...{ network: model, schedule: tinySchedule, target: 'eps' },
  weights: initialParameters(model.parameters, 1),
})
const plain = loadedOf(tinyModel)
const knowing = loadedOf(tinyConditional)
let [plainId, knowingId] = [0, 0]
beforeAll(() => {
  plainId = keepModel('plain', plain).id
  knowingId = keepModel('knowing', knowing).id
})

/** A task and what it reported. */
function listening() {
  const reported: SamplingProgress[] = []
  return { reported, task: new Task<SamplingProgress>((progress) => reported.push(progress)) }
}

const way = { sampler: 'dpm-solver++', steps: 4, seed: 5 } as const
const square: Images = {
  shape: [1, 8, 8, 1],
  bytes: Uint8Array.from({ length: 64 }, (_, i) => (i % 8 > 3 ? 255 : 0)),
}

describe('states shown of a way', () => {
  const shown = (steps: number, most?: number) =>
    Array.from({ length: steps + 1 }, (_, step) => step).filter((step) =>
      isShown(step, steps, most),
    )

  test.each([1, 2, 49, 50, 51, 999, 1000])(
    'of %i steps are the first, the last, and not many',
    (n) => {
      expect(shown(n)[0]).toBe(0)
      expect(shown(n).at(-1)).toBe(n)
      expect(shown(n).length).toBeLessThanOrEqual(52)
    },
  )

  test('are all where there are few', () => {
    expect(shown(4)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('classes', () => {
  test('come in turn, from the number of the first image on', () => {
    expect(guidanceOf(knowing, { classes: [2, 0], guidance: 3 }, 3, 1)).toEqual({
      labels: [0, 2, 0],
      guidance: 3,
    })
  })

  test('are none where the model knows none, or none is given', () => {
    expect(guidanceOf(plain, { classes: [2], guidance: 3 }, 3)).toEqual({})
    expect(guidanceOf(knowing, { guidance: 3 }, 3)).toEqual({})
  })
})

describe('sampling', () => {
  test('reports every state from the noise on, and what it cost', async () => {
    const { reported, task } = listening()
    const made = await sampleImages({ model: plainId, count: 3, ...way }, task)
    expect(reported.map(({ step, steps }) => [step, steps])).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ])
    expect(made.images.shape).toEqual([3, 8, 8, 1])
    expect(made.evaluations).toBe(4)
    expect(made.milliseconds).toBeGreaterThan(0)
  })

  test('takes no more steps than there are', async () => {
    const { reported, task } = listening()
    await sampleImages({ model: plainId, count: 1, ...way, steps: 50 }, task)
    expect(reported[0].steps).toBe(10)
  })

  test('shows every class where none is chosen, and asks twice for guidance', async () => {
    const { task } = listening()
    const asked = { model: knowingId, count: 4, ...way }
    const all = await sampleImages(asked, task)
    const given = await sampleImages({ ...asked, classes: [0, 1, 2, 3] }, task)
    expect(given.images).toEqual(all.images)
    const guided = await sampleImages({ ...asked, guidance: 2 }, task)
    expect(guided.evaluations).toBe(8)
    expect(guided.images).not.toEqual(all.images)
  })

  test('ends where it is cancelled', async () => {
    const { reported, task } = listening()
    const made = sampleImages({ model: plainId, count: 1, ...way }, task)
    task.control('cancel')
    await expect(made).rejects.toThrow('cancelled')
    expect(reported.length).toBeLessThan(2)
  })
})

describe('a trajectory', () => {
  const tell = new Task<{ step: number; steps: number }>(() => {})

  test.each([
    ['dpm-solver++', 4],
    ['ddpm', 10],
    ['heun', 3],
  ] as const)('by %s ends at the image that sampling makes', async (sampler, steps) => {
    const settings = { model: knowingId, sampler, steps, seed: 5, guidance: 1.5 }
    const { images } = await sampleImages({ ...settings, count: 3 }, listening().task)
    const states = await trajectoryOf({ ...settings, index: 2 }, tell)
    expect(states.at(-1)).toMatchObject({ t: -1, alpha: 1, sigma: 0 })
    expect(states.at(-1)!.noisy).toEqual(imageAt(images, 2))
    expect(states.at(-1)!.predicted).toEqual(states.at(-1)!.noisy)
  })

  test('goes from noise to image', async () => {
    const states = await trajectoryOf({ model: plainId, index: 0, ...way }, tell)
    expect(states).toHaveLength(5)
    const spreads = states.map(({ sigma }) => sigma)
    expect([...spreads].sort((a, b) => b - a)).toEqual(spreads)
    for (const { alpha, sigma } of states) expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1)
  })
})

describe('predicting', () => {
  test('finds image and noise that together are what it looks at', async () => {
    const t = 5
    const { noised, image, noise } = await predict({ model: plainId, image: square, t, seed: 1 })
    for (const { shape } of [noised, image, noise]) expect(shape).toEqual([1, 8, 8, 1])
    const level = {
      alpha: tinySchedule.sqrtAlphaBars[t],
      sigma: tinySchedule.sqrtOneMinusAlphaBars[t],
    }
    expect(noised).toEqual(bytesOf(noisedTo(level, valuesOf(square), 1)))
  })
})

describe('variations', () => {
  const asked = { image: square, strength: 0.5, count: 2, seed: 3 }

  test('are several, and reported as they come', async () => {
    const { reported, task } = listening()
    const { images, evaluations } = await vary({ model: plainId, ...asked }, task)
    expect(images.shape).toEqual([2, 8, 8, 1])
    expect(imageAt(images, 0)).not.toEqual(imageAt(images, 1))
    // half of the schedule's ten steps
    expect([reported.length, evaluations]).toEqual([5, 5])
  })

  test('of the least strength take one step', async () => {
    const { evaluations } = await vary(
      { model: plainId, ...asked, strength: 0.01 },
      listening().task,
    )
    expect(evaluations).toBe(1)
  })

  test('are of any class, unless one is chosen', async () => {
    const { task } = listening()
    const any = await vary({ model: knowingId, ...asked, guidance: 2 }, task)
    const second = await vary({ model: knowingId, ...asked, classes: [1], guidance: 2 }, task)
    expect(second.images).not.toEqual(any.images)
    expect([any.evaluations, second.evaluations]).toEqual([5, 10])
  })

  test('with a mask keep what is not marked, to the bit', async () => {
    const mask = Uint8Array.from({ length: 64 }, (_, i) => Number(i < 32))
    const { reported, task } = listening()
    const { images, evaluations } = await vary({ model: plainId, ...asked, mask }, task)
    for (const index of [0, 1]) {
      expect(imageAt(images, index).bytes.slice(32)).toEqual(square.bytes.slice(32))
      expect(imageAt(images, index).bytes.slice(0, 32)).not.toEqual(square.bytes.slice(0, 32))
    }
    expect(evaluations).toBe(reported[0].steps)
  })
})
