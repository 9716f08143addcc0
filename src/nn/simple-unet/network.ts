/** The notebook's network: a small U-Net with additive time embedding and no normalisation. */

import { imageSizeOf, sidesOf } from '../../base/image-size.ts'
import { addRows, concat, relu, sinusoidalEmbedding } from '../../engine/trace.ts'
import { conv, convTranspose, linear } from '../layers.ts'
import { defineNetwork, type Network } from '../network.ts'
import type { SimpleUnetConfig } from './options.ts'

export function buildSimpleUnet(options: SimpleUnetConfig): Network {
  const { channels, widths, timeDim } = options
  const { width, height } = sidesOf(options.imageSize)
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
      options: { ...options, imageSize: imageSizeOf({ width, height }) },
      imageShape: [height, width, channels],
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
