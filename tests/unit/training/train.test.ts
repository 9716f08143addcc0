import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { Device } from '../../../src/engine/device.ts'
import type { Checkpoint } from '../../../src/training/config.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import { lendingDevice } from '../../lending-device.ts'
import { only, runAll, squares, tinyOptions } from '../../tiny.ts'

/** The reference device, with something that happens before each run of a job. */
function deviceThat(before: () => void): Device {
  const device = openReference()
  return {
    ...{ name: device.name, description: device.description, capabilities: device.capabilities },
    createBuffer: (...args) => device.createBuffer(...args),
    async load(...args) {
      const job = await device.load(...args)
      const run = job.run.bind(job)
      return Object.assign(job, {
        run() {
          before()
          return run()
        },
      })
    },
    close: () => device.close(),
  }
}

describe('events', () => {
  test('come in the order of the work', async () => {
    const { events } = await runAll(tinyOptions({ sampleEvery: 1 }))
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'sampling')
    const epoch = ['step', 'step', 'step', 'checkpoint', 'epoch', 'sample']
    expect(kinds).toEqual([...epoch, ...epoch, 'done'])
  })

  test('hold one checkpoint of a moment, whatever asks for it', async () => {
    const { events } = await runAll(tinyOptions({ checkpointEvery: 1, maxSteps: 5 }))
    expect(only(events, 'checkpoint').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5])
  })

  test('report the mean of the step losses as the epoch’s loss', async () => {
    const { events } = await runAll(tinyOptions())
    const losses = only(events, 'step').filter(({ epoch }) => epoch === 2)
    const mean = losses.reduce((sum, { loss }) => sum + loss, 0) / losses.length
    expect(losses).toHaveLength(3)
    expect(only(events, 'epoch')[1].loss).toBeCloseTo(mean, 12)
    expect(events.at(-1)).toMatchObject({ kind: 'done', reason: 'finished', loss: mean })
  })

  test('show a grid every few epochs and at the end, from the same noise', async () => {
    const { events } = await runAll(tinyOptions({ epochs: 3, sampleEvery: 2 }))
    const samples = only(events, 'sample')
    expect(samples.map(({ epoch, final }) => [epoch, final])).toEqual([
      [2, false],
      [3, true],
    ])
    expect(samples[0].images.shape).toEqual([2, 8, 8, 1])
    expect(only(events, 'sampling').at(-1)).toMatchObject({ done: 10, total: 10 })
  })

  test('show grids by their share of the work where that is left to the run', async () => {
    const length = { epochs: 40, batchSize: 5, sampleCount: 1, sampleEvery: 'auto' } as const
    const { events } = await runAll(tinyOptions(length))
    // 80 steps of 15 passes each: a grid of 10 passes is a tenth of 6.7 of them, and 10 grids are the most
    const grids = only(events, 'sample').map(({ step, passed, final }) => [step, passed, final])
    expect(grids.slice(0, 2)).toEqual([
      [8, 4, false],
      [16, 8, false],
    ])
    expect(grids).toHaveLength(10)
    expect(grids.at(-1)).toEqual([80, 40, true])
    const larger = await runAll(tinyOptions({ ...length, sampleCount: 5 }))
    expect(only(larger.events, 'sample').map(({ step }) => step)).toEqual([34, 68, 80])
    expect(larger.weights).toEqual(
      (await runAll(tinyOptions({ ...length, sampleCount: 0 }))).weights,
    )
  })

  test('show grids within an epoch, too', async () => {
    const long = { data: squares(90), maxSteps: 25, sampleCount: 1, sampleEvery: 'auto' } as const
    const { events } = await runAll(tinyOptions({ ...long, epochs: 1 }))
    const grids = only(events, 'sample').map(({ step, passed }) => [step, passed])
    expect(grids).toEqual([
      [12, 12 / 30],
      [24, 24 / 30],
      [25, 25 / 30],
    ])
  })

  test('max-steps alone take as many epochs as they need', async () => {
    const { events } = await runAll(
      tinyOptions({ epochs: undefined, maxSteps: 95, sampleCount: 0 }),
    )
    expect(events.at(-1)).toMatchObject({ step: 95, epoch: 32 })
  })

  test('stop at max-steps with a checkpoint and a grid', async () => {
    const { events } = await runAll(tinyOptions({ maxSteps: 4 }))
    expect(only(events, 'step')).toHaveLength(4)
    expect(only(events, 'checkpoint').at(-1)?.checkpoint.progress).toMatchObject({
      step: 4,
      epoch: 2,
      position: 1,
    })
    expect(events.at(-1)).toMatchObject({ reason: 'max-steps' })
    expect(only(events, 'sample').at(-1)?.final).toBe(true)
  })

  test('end once where max-steps are an epoch’s', async () => {
    const { events } = await runAll(tinyOptions({ maxSteps: 3, sampleEvery: 1, validation: 1 }))
    const reported = events.map(({ kind }) => kind).filter((kind) => kind !== 'sampling')
    const kinds = reported.filter((kind) => kind !== 'validating')
    expect(kinds).toEqual(['step', 'step', 'step', 'checkpoint', 'epoch', 'sample', 'done'])
    const { validation } = only(events, 'epoch')[0]
    expect(only(events, 'sample')[0]).toMatchObject({ epoch: 1, final: true })
    expect(events.at(-1)).toMatchObject({ reason: 'max-steps', epoch: 1, step: 3, validation })
  })
})

describe('same seed, same bits', () => {
  test('two runs agree, another seed does not', async () => {
    const [a, b, c] = await Promise.all([0, 0, 1].map((seed) => runAll(tinyOptions({ seed }))))
    expect(a.weights).toEqual(b.weights)
    expect(a.weights).not.toEqual(c.weights)
  })

  test('a run resumed from any checkpoint ends as if it had never stopped', async () => {
    const options = tinyOptions({ checkpointEvery: 1 })
    const whole = await runAll(options)
    for (const { checkpoint } of only(whole.events, 'checkpoint')) {
      const resumed = await runAll({ ...options, resume: checkpoint })
      expect(resumed.weights, `step ${checkpoint.progress.step}`).toEqual(whole.weights)
      const [epochs, again] = [whole, resumed].map(({ events }) => only(events, 'epoch'))
      expect(again).toEqual(epochs.slice(-again.length))
    }
  })

  test.each([
    ['epochs', { epochs: 1 }],
    ['max-steps', { maxSteps: 3 }],
  ])('resuming a run finished by its %s with more of them continues', async (_, length) => {
    const first = await runAll(tinyOptions(length))
    const resume = only(first.events, 'checkpoint').at(-1)?.checkpoint
    const longer = await runAll(tinyOptions({ epochs: 2, resume }))
    expect(longer.weights).toEqual((await runAll(tinyOptions({ epochs: 2 }))).weights)
  })
})

describe('a run resumed with other kernels', () => {
  test('says so first, and only then', async () => {
    const options = tinyOptions({ checkpointEvery: 1, maxSteps: 2, sampleCount: 0 })
    const [{ checkpoint }] = only((await runAll(options)).events, 'checkpoint')
    const other = await runAll({ ...options, resume: { ...checkpoint, variant: 'wide' } })
    expect(other.events[0]).toEqual({
      kind: 'variant-changed',
      step: 1,
      saved: 'wide',
      variant: undefined,
    })
    const same = await runAll({ ...options, resume: checkpoint })
    expect(only(same.events, 'variant-changed')).toEqual([])
  })
})

describe('stopping', () => {
  test('a consumer that leaves early, in a step or in a grid, leaves nothing on the device', async () => {
    for (const last of ['step', 'sampling']) {
      const device = lendingDevice()
      for await (const { kind } of trainInSteps(tinyOptions({ device, sampleEvery: 1 }))) {
        if (kind === last) break
      }
      expect(device.lent, last).toBe(0)
    }
  })

  test('a run is not begun twice: two states would mix', async () => {
    const run = trainInSteps(tinyOptions({ maxSteps: 4 }))
    for await (const { kind } of run) if (kind === 'checkpoint') break
    const again = async () => {
      for await (const _ of run);
    }
    await expect(again()).rejects.toThrow(coded('training.run-used'))
  })

  test('an abort ends the run after the step, with a checkpoint to continue from', async () => {
    const controller = new AbortController()
    const run = trainInSteps(tinyOptions({ signal: controller.signal }))
    const kinds: string[] = []
    for await (const event of run) {
      kinds.push(event.kind)
      if (event.kind === 'step' && event.step === 2) controller.abort()
    }
    expect(kinds).toEqual(['step', 'step', 'checkpoint', 'done'])
  })

  test('an abort during validation ends it, after the checkpoint, and is made up for', async () => {
    const options = tinyOptions({ epochs: 1, validation: 4, batchSize: 2, sampleCount: 0 })
    const controller = new AbortController()
    const kinds: string[] = []
    let resume: Checkpoint | undefined
    for await (const event of trainInSteps({ ...options, signal: controller.signal })) {
      kinds.push(event.kind)
      if (event.kind === 'validating') controller.abort()
      if (event.kind === 'checkpoint') resume = event.checkpoint
    }
    expect(kinds.slice(-3)).toEqual(['checkpoint', 'validating', 'done'])
    const [resumed, whole] = [await runAll({ ...options, resume }), await runAll(options)]
    expect(only(resumed.events, 'epoch')).toEqual(only(whole.events, 'epoch'))
    expect(resumed.weights).toEqual(whole.weights)
  })

  test.each(['sampling', 'validating'])(
    'what fails after an abort while %s is reported',
    async (work) => {
      const controller = new AbortController()
      const failing = async () => {
        const options = tinyOptions({ validation: 4, batchSize: 2, sampleEvery: 1 })
        let isBroken = false
        const device = deviceThat(() => {
          if (!isBroken) return
          controller.abort()
          throw new Error('out of order')
        })
        for await (const { kind } of trainInSteps({
          ...options,
          device,
          signal: controller.signal,
        })) {
          isBroken ||= kind === work
        }
      }
      await expect(failing()).rejects.toThrow('out of order')
    },
  )

  test('an abort while sampling gives no grid and still ends well', async () => {
    const controller = new AbortController()
    const kinds: string[] = []
    for await (const event of trainInSteps(
      tinyOptions({ signal: controller.signal, sampleEvery: 1 }),
    )) {
      kinds.push(event.kind)
      if (event.kind === 'sampling') controller.abort()
    }
    expect(kinds.slice(-2)).toEqual(['sampling', 'done'])
  })
})
