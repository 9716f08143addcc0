/** The smallest training run that is still one: for tests of what surrounds the numbers. */

import { openReference } from '../src/backends/reference/device.ts'
import type { Dataset } from '../src/data/dataset.ts'
import { buildSchedule } from '../src/diffusion/schedules.ts'
import type { Graph } from '../src/engine/graph.ts'
import { addRows, embedding as lookUp, relu } from '../src/engine/trace.ts'
import { conv, linear } from '../src/nn/layers.ts'
import { defineNetwork, type Network } from '../src/nn/network.ts'
import { simpleUnet } from '../src/nn/simple-unet/definition.ts'
import type { TrainingEvent } from '../src/training/events.ts'
import type { TrainingOptions } from '../src/training/options.ts'
import { trainInSteps } from '../src/training/steps.ts'

const size = 8

/** Bright squares of varying place on black. */
export function squares(count: number): Dataset {
  const images = new Uint8Array(count * size * size)
  for (let i = 0; i < count; i++) {
    const [top, left] = [i % 5, (i * 3) % 5]
    for (let y = 0; y < 3; y++) {
      images.fill(
        255,
        i * size * size + (top + y) * size + left,
        i * size * size + (top + y) * size + left + 3,
      )
    }
  }
  return { name: 'squares', count, height: size, width: size, channels: 1, images }
}

export const tinyModel = simpleUnet({ widths: [4, 8, 8], timeDim: 8, imageSize: size })
const kinds = 4
/** A diagonal of ones: a class as a row. */
const oneHot = Float32Array.from({ length: (kinds + 1) ** 2 }, (_, i) =>
  Number(i % (kinds + 2) === 0),
)

function tinyConditionalModel(): Network {
  const conv1 = conv('conv1', 1, 6, { kernel: 3, padding: 1 })
  const embedding = linear('class', kinds + 1, 6)
  const out = conv('out', 6, 1, { kernel: 3, padding: 1 })
  return defineNetwork(
    { architecture: 'tiny-conditional', options: {}, imageShape: [size, size, 1], classes: kinds },
    [conv1, embedding, out],
    (weights, x, _, conditions) => {
      const graph = x.graph as Graph
      const any = new Int32Array(x.shape[0]).fill(kinds)
      const labels = conditions.labels ?? graph.constant(any, [any.length])
      const rows = lookUp(graph.constant(oneHot, [kinds + 1, kinds + 1]), labels)
      const biased = addRows(conv1.apply(weights, x), embedding.apply(weights, rows))
      return out.apply(weights, relu(biased))
    },
  )
}

/** Knows 4 classes, each one bias per channel between two convolutions. */
export const tinyConditional = tinyConditionalModel()

export const tinySchedule = buildSchedule('linear', { timesteps: 10, betaEnd: 0.3 })

/** 10 images in batches of 3: 3 steps an epoch, one image dropped. */
export function tinyOptions(options: Partial<TrainingOptions> = {}): TrainingOptions {
  return {
    device: openReference(),
    model: tinyModel,
    schedule: tinySchedule,
    data: squares(10),
    epochs: 2,
    batchSize: 3,
    sampleCount: 2,
    sampleEvery: 0,
    ...options,
  }
}

/** All events of a run, and its weights at the end. */
export async function runAll(options: TrainingOptions) {
  const run = trainInSteps(options)
  const events: TrainingEvent[] = []
  for await (const event of run) events.push(event)
  return { events, weights: run.weights }
}

/** The events of one kind. */
export function only<Kind extends TrainingEvent['kind']>(
  events: readonly TrainingEvent[],
  kind: Kind,
): Extract<TrainingEvent, { kind: Kind }>[] {
  return events.filter((event) => event.kind === kind) as Extract<TrainingEvent, { kind: Kind }>[]
}
