/** lucidrains' Unet, under its parameters' names and in their order. */

import { sidesOf } from '../../base/image-size.ts'
import type { Resolved } from '../../base/option-specs.ts'
import type { Tensor } from '../../engine/ops.ts'
import {
  concat,
  gelu,
  silu,
  sinusoidalEmbedding,
  spaceToDepth,
  upsample,
} from '../../engine/trace.ts'
import { conv, type Layer, linear, type Weights } from '../layers.ts'
import { defineNetwork, type Network } from '../network.ts'
import { parametersOf } from '../parameters.ts'
import { attending } from './attention.ts'
import { type LucidUnetConfig, lucidUnetConfig, type lucidUnetOptions } from './options.ts'
import { type Part, type Pass, residual, same } from './parts.ts'

/** Between levels: the image is halved, doubled or left as it is, and convolved. */
type Resizing = (weights: Weights, x: Tensor) => Tensor

/** A level: two residual blocks, attention, and what leads to the next level. */
interface Level {
  readonly first: Part
  readonly second: Part
  readonly attention: Part
  readonly next: Layer
  readonly resize: Resizing
}

const levelParameters = ({ first, second, attention, next }: Level) =>
  parametersOf([first, second, attention, next])

const kindAt = ({ fullAttentionAt }: LucidUnetConfig, level: number) =>
  fullAttentionAt.includes(level) ? 'full' : 'linear'

/** Widths by which levels begin: that of the first convolution, then those of the levels before. */
const inputsOf = ({ widths, initialWidth }: LucidUnetConfig) => [initialWidth, ...widths]

function downLevel(level: number, config: LucidUnetConfig): Level {
  const name = `downs.${level}`
  const [inputs, outputs] = inputsOf(config).slice(level)
  const timeDim = 4 * config.baseWidth
  const isLast = level === config.widths.length - 1
  const next = isLast
    ? conv(`${name}.3`, inputs, outputs, same)
    : conv(`${name}.3.1`, 4 * inputs, outputs, { kernel: 1 })
  return {
    first: residual(`${name}.0`, inputs, inputs, timeDim),
    second: residual(`${name}.1`, inputs, inputs, timeDim),
    attention: attending(`${name}.2`, inputs, kindAt(config, level), config),
    next,
    resize: (weights, x) => next.apply(weights, isLast ? x : spaceToDepth(x, { block: 2 })),
  }
}

function upLevel(level: number, config: LucidUnetConfig): Level {
  const name = `ups.${config.widths.length - 1 - level}`
  const [outputs, inputs] = inputsOf(config).slice(level)
  const timeDim = 4 * config.baseWidth
  const next = conv(level === 0 ? `${name}.3` : `${name}.3.1`, inputs, outputs, same)
  return {
    first: residual(`${name}.0`, inputs + outputs, inputs, timeDim),
    second: residual(`${name}.1`, inputs + outputs, inputs, timeDim),
    attention: attending(`${name}.2`, inputs, kindAt(config, level), config),
    next,
    resize: (weights, x) => next.apply(weights, level === 0 ? x : upsample(x, { factor: 2 })),
  }
}

/** The timestep as sines and cosines, then as an embedding. */
function timeEmbedding({ baseWidth }: LucidUnetConfig) {
  const first = linear('time_mlp.1', baseWidth, 4 * baseWidth)
  const second = linear('time_mlp.3', 4 * baseWidth, 4 * baseWidth)
  return {
    parameters: parametersOf([first, second]),
    apply(weights: Weights, t: Tensor): Tensor {
      const sinusoids = sinusoidalEmbedding(t, baseWidth, { shift: 1, cosinesFirst: false })
      return second.apply(weights, gelu(first.apply(weights, sinusoids)))
    },
  }
}

function middle(config: LucidUnetConfig): Part {
  const width = config.widths[config.widths.length - 1]
  const timeDim = 4 * config.baseWidth
  const parts = [
    residual('mid_block1', width, width, timeDim),
    attending('mid_attn', width, 'full', config),
    residual('mid_block2', width, width, timeDim),
  ]
  return {
    parameters: parametersOf(parts),
    apply: (pass, x) => parts.reduce((h, part) => part.apply(pass, h), x),
  }
}

function goDown(levels: readonly Level[], pass: Pass, x: Tensor, skips: Tensor[]): Tensor {
  return levels.reduce((h, { first, second, attention, resize }) => {
    const made = first.apply(pass, h)
    const attended = attention.apply(pass, second.apply(pass, made))
    skips.push(made, attended)
    return resize(pass.weights, attended)
  }, x)
}

function goUp(levels: readonly Level[], pass: Pass, x: Tensor, skips: Tensor[]): Tensor {
  const joined = (h: Tensor) => concat(h, skips.pop() as Tensor)
  return levels.reduce((h, { first, second, attention, resize }) => {
    const made = second.apply(pass, joined(first.apply(pass, joined(h))))
    return resize(pass.weights, attention.apply(pass, made))
  }, x)
}

/**
 * lucidrains' Unet (denoising-diffusion-pytorch 2.3).
 * @throws {DdpmError} `architecture.option-invalid`
 */
export function buildLucidUnet(options: Resolved<typeof lucidUnetOptions>): Network {
  const config = lucidUnetConfig(options)
  const { channels, imageSize, widths, initialWidth, baseWidth } = config
  const { width, height } = sidesOf(imageSize)
  const levels = widths.map((_, level) => level)
  const initConv = conv('init_conv', channels, initialWidth, { kernel: 7, padding: 3 })
  const time = timeEmbedding(config)
  const downs = levels.map((level) => downLevel(level, config))
  const ups = levels.reverse().map((level) => upLevel(level, config))
  const mid = middle(config)
  const last = residual('final_res_block', 2 * initialWidth, initialWidth, 4 * baseWidth)
  const finalConv = conv('final_conv', initialWidth, channels, { kernel: 1 })
  const withParameters = (level: Level) => ({ parameters: levelParameters(level) })

  return defineNetwork(
    {
      ...{ architecture: 'lucid-unet', options: config, classes: 0 },
      imageShape: [height, width, channels],
    },
    [
      ...[initConv, time, ...downs.map(withParameters), ...ups.map(withParameters)],
      ...[mid, last, finalConv],
    ],
    (weights, x, t) => {
      const pass = { weights, time: silu(time.apply(weights, t)) }
      const begun = initConv.apply(weights, x)
      const skips: Tensor[] = []
      const coarse = mid.apply(pass, goDown(downs, pass, begun, skips))
      const fine = goUp(ups, pass, coarse, skips)
      return finalConv.apply(weights, last.apply(pass, concat(fine, begun)))
    },
  )
}
