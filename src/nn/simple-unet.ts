/** The notebook's network: a small U-Net with additive time embedding and no normalisation. */

import { addRows, concat, relu, sinusoidalEmbedding } from '../engine/trace.ts'
import { conv, convTranspose, linear } from './layers.ts'
import { defineNetwork, type Network } from './network.ts'
import { aCount, checkKinds, demandsOf, isCount } from './options.ts'

/** Of `simpleUnet`; the defaults are the notebook's. */
export interface SimpleUnetOptions {
  /** Image channels. Default 1. */
  readonly channels?: number
  /** Channels at full, half and quarter resolution. Default 64, 128, 256. */
  readonly widths?: readonly [number, number, number]
  /** Height and width, a multiple of 4. Default 28. */
  readonly imageSize?: number
  /** Length of the time embedding, even and at least 4. Default 256. */
  readonly timeDim?: number
}

const kinds = {
  channels: 'a number',
  widths: 'numbers',
  imageSize: 'a number',
  timeDim: 'a number',
} as const

function checkOptions(options: Required<SimpleUnetOptions>): void {
  checkKinds('simple-unet', options, kinds)
  const demand = demandsOf('simple-unet')
  const { channels, widths, imageSize, timeDim } = options
  demand('channels', channels, isCount(channels), aCount())
  const three = widths.length === 3 && widths.every((width) => isCount(width))
  demand('widths', widths, three, `three numbers, each ${aCount()}`)
  const quarters = isCount(imageSize) && imageSize % 4 === 0
  demand('imageSize', imageSize, quarters, `a multiple of 4 that is ${aCount()}`)
  const even = isCount(timeDim) && timeDim >= 4 && timeDim % 2 === 0
  demand('timeDim', timeDim, even, 'an even number of at least 4')
}

/**
 * SimpleUNet of the notebook; 2,755,201 parameters at the defaults.
 * @throws {DdpmError} `architecture.option-invalid`
 */
export function simpleUnet({
  channels = 1,
  widths = [64, 128, 256],
  imageSize = 28,
  timeDim = 256,
}: SimpleUnetOptions = {}): Network {
  checkOptions({ channels, widths, imageSize, timeDim })
  const [w1, w2, w3] = widths
  const same = { kernel: 3, padding: 1 }
  const halve = { kernel: 3, stride: 2, padding: 1 }
  const double = { kernel: 4, stride: 2, padding: 1 }

  const timeMlp = linear('time_mlp.1', timeDim, timeDim)

  // Encoder
  const conv1 = conv('conv1', channels, w1, same)
  const conv2 = conv('conv2', w1, w2, halve)
  const conv3 = conv('conv3', w2, w3, halve)

  // One bias per sample and channel, from the time embedding
  const timeProj1 = linear('time_proj1', timeDim, w1)
  const timeProj2 = linear('time_proj2', timeDim, w2)
  const timeProj3 = linear('time_proj3', timeDim, w3)

  const bottleneck0 = conv('bottleneck.0', w3, w3, same)
  const bottleneck2 = conv('bottleneck.2', w3, w3, same)

  // Decoder
  const up1 = convTranspose('up1', w3, w2, double)
  const conv4 = conv('conv4', 2 * w2, w2, same)
  const up2 = convTranspose('up2', w2, w1, double)
  const conv5 = conv('conv5', 2 * w1, w1, same)

  const out = conv('out', w1, channels, { kernel: 1 })

  return defineNetwork(
    {
      architecture: 'simple-unet',
      options: { channels, widths, imageSize, timeDim },
      imageShape: [imageSize, imageSize, channels],
      classes: 0,
    },
    [
      ...[timeMlp, conv1, conv2, conv3, timeProj1, timeProj2, timeProj3],
      ...[bottleneck0, bottleneck2, up1, conv4, up2, conv5, out],
    ],
    (weights, x, t) => {
      const tEmb = relu(timeMlp.apply(weights, sinusoidalEmbedding(t, timeDim)))

      // Encoder
      const h1 = relu(addRows(conv1.apply(weights, x), timeProj1.apply(weights, tEmb)))
      const h2 = relu(addRows(conv2.apply(weights, h1), timeProj2.apply(weights, tEmb)))
      const h3 = relu(addRows(conv3.apply(weights, h2), timeProj3.apply(weights, tEmb)))

      // Bottleneck
      let h = relu(bottleneck0.apply(weights, h3))
      h = relu(bottleneck2.apply(weights, h))

      // Decoder with skip connections
      h = concat(up1.apply(weights, h), h2)
      h = relu(conv4.apply(weights, h))
      h = concat(up2.apply(weights, h), h1)
      h = relu(conv5.apply(weights, h))
      return out.apply(weights, h)
    },
  )
}
