/**
 * The field's U-Net for small images, in the shape and under the parameter names of diffusers'
 * UNet2DModel. Patches are outside of that: the model inside sees 4 times the channels.
 */

import { sidesOf } from '../../base/image-size.ts'
import type { Resolved } from '../../base/option-specs.ts'
import type { Graph } from '../../engine/graph.ts'
import type { Tensor } from '../../engine/ops.ts'
import { addBias, depthToSpace, spaceToDepth } from '../../engine/trace.ts'
import { conv, norm } from '../layers.ts'
import { type ArchitectureOptions, defineNetwork, type Network } from '../network.ts'
import { downBlock, midBlock, upBlock } from './blocks.ts'
import { conditionEmbedding } from './embedding.ts'
import { laterOptions, type UnetConfig, unetConfig, type unetOptions } from './options.ts'
import { divided, dropping } from './pass.ts'

/** 2 x - 1 */
function centred(x: Tensor): Tensor {
  const channels = x.shape[3]
  const minus = (x.graph as Graph).constant(new Float32Array(channels).fill(-1), [channels])
  return addBias(divided(x, 1 / 2), minus)
}

/** The options as files hold them, later ones at the end. */
function saidOptions(config: UnetConfig): ArchitectureOptions {
  const later: Readonly<Record<string, unknown>> = { ...laterOptions(config) }
  const all = Object.entries(config)
  const unusual = all.filter(
    ([name, value]) => name in later && String(value) !== String(later[name]),
  )
  return Object.fromEntries([...all.filter(([name]) => !(name in later)), ...unusual])
}

/**
 * Residual blocks with normalisation, attention at chosen levels, time and class embedding, and
 * skip connections (Ho et al. 2020, appendix B).
 * @throws {DdpmError} `architecture.option-invalid`
 */
export function buildUnet(options: Resolved<typeof unetOptions>): Network {
  const config: UnetConfig = unetConfig(options)
  const {
    channels,
    imageSize,
    patch,
    widths,
    groups,
    epsilon,
    classes,
    anyClass,
    augmentCondition,
  } = config
  const { width, height } = sidesOf(imageSize)
  const inside = channels * patch ** 2
  const same = { kernel: 3, padding: 1 }
  const levels = widths.map((_, level) => level)

  const convIn = conv('conv_in', inside, widths[0], same)
  const embedding = conditionEmbedding(config)
  const downs = levels.map((level) => downBlock(level, config))
  const ups = levels.reverse().map((level) => upBlock(level, config))
  const middle = midBlock(config)
  const normOut = norm('conv_norm_out', widths[0], { groups, epsilon, silu: true })
  const convOut = conv('conv_out', widths[0], inside, same)

  const toInside = (x: Tensor) => (patch > 1 ? spaceToDepth(x, { block: patch }) : x)
  const toOutside = (x: Tensor) => (patch > 1 ? depthToSpace(x, { block: patch }) : x)

  return defineNetwork(
    {
      architecture: 'unet',
      options: saidOptions(config),
      imageShape: [height, width, channels],
      classes,
      anyClass,
      augmentCondition,
    },
    [convIn, embedding, ...downs, ...ups, middle, normOut, convOut],
    (weights, x, t, { labels, dropout, augmentation }) => {
      const pass = {
        weights,
        embedding: embedding.apply(weights, t, { labels, augmentation }),
        dropOut: dropping(config.dropout, dropout),
      }
      const skips = [convIn.apply(weights, toInside(config.centerInput ? centred(x) : x))]
      for (const down of downs) skips.push(...down.apply(pass, skips[skips.length - 1]))
      let h = middle.apply(pass, skips[skips.length - 1])
      for (const up of ups) h = up.apply(pass, h, skips)
      return toOutside(convOut.apply(weights, normOut.apply(weights, h)))
    },
  )
}
