/**
 * A level of a `unet` on its way down and up, and its middle: diffusers' DownBlock2D, UpBlock2D and
 * UNetMidBlock2D, and the same with attention. Parameters in the order of their state_dict.
 */

import type { Tensor } from '../../engine/ops.ts'
import { concat, upsample } from '../../engine/trace.ts'
import { conv, type Layer } from '../layers.ts'
import { parametersOf } from '../parameters.ts'
import { selfAttention } from './attention.ts'
import type { UnetConfig } from './options.ts'
import type { Part, Pass } from './pass.ts'
import { type ResnetOptions, resnet } from './resnet.ts'

/** Residual blocks with these inputs, each with attention after it where the level attends. */
function stagesOf(
  name: string,
  inputs: readonly number[],
  { level, attends }: { readonly level: number; readonly attends: boolean },
  config: UnetConfig,
) {
  const width = config.widths[level]
  const resnets = inputs.map((each, i) => resnet(`${name}.resnets.${i}`, each, width, config))
  const attentions = attends
    ? inputs.map((_, i) => selfAttention(`${name}.attentions.${i}`, width, config))
    : []
  return {
    parameters: parametersOf([...attentions, ...resnets]),
    stages: resnets.map((each, i) => inTurn([each, ...attentions.slice(i, i + 1)])),
  }
}

function inTurn(parts: readonly Part[]): Part['apply'] {
  return (pass, x) => parts.reduce((h, part) => part.apply(pass, h), x)
}

const ofLayer = (layer: Layer): Part => ({
  parameters: layer.parameters,
  apply: ({ weights }, x) => layer.apply(weights, x),
})

/** Each pixel as a square, and a convolution. */
function doubling(name: string, width: number): Part {
  const layer = conv(name, width, width, { kernel: 3, padding: 1 })
  return {
    parameters: layer.parameters,
    apply: ({ weights }, x) => layer.apply(weights, upsample(x, { factor: 2 })),
  }
}

/** `apply` gives what each part made, for the up path; the last is its input to the next level. */
export function downBlock(level: number, config: UnetConfig) {
  const { widths, layersPerBlock, padEnd, residualDownAt } = config
  const name = `down_blocks.${level}`
  const width = widths[level]
  const above = widths[Math.max(level - 1, 0)]
  const inputs = Array.from({ length: layersPerBlock }, (_, i) => (i === 0 ? above : width))
  const attends = config.attentionAt.includes(level)
  const own = stagesOf(name, inputs, { level, attends }, config)
  const padding = padEnd ? { padding: 0, paddingEnd: 1 } : { padding: 1 }
  const isLast = level === widths.length - 1
  const downsamplers = isLast
    ? []
    : residualDownAt.includes(level)
      ? [resnet(`${name}.downsamplers.0`, width, width, config, { resize: 'half' })]
      : [
          ofLayer(
            conv(`${name}.downsamplers.0.conv`, width, width, { kernel: 3, stride: 2, ...padding }),
          ),
        ]

  function apply(pass: Pass, x: Tensor): Tensor[] {
    let h = x
    const made = own.stages.map((stage) => {
      h = stage(pass, h)
      return h
    })
    return [...made, ...downsamplers.map((part) => part.apply(pass, h))]
  }

  return { parameters: parametersOf([own, ...downsamplers]), apply }
}

/** `apply` takes what the down path made, and leaves of it what the levels above need. */
export function upBlock(level: number, config: UnetConfig) {
  const { widths, layersPerBlock, residualUpAt } = config
  const last = widths.length - 1
  const name = `up_blocks.${last - level}`
  const width = widths[level]
  // The first comes from the level below; the last meets what the level above had handed down.
  const inputs = Array.from({ length: layersPerBlock + 1 }, (_, i) => {
    const before = i === 0 ? widths[Math.min(level + 1, last)] : width
    return before + (i === layersPerBlock ? widths[Math.max(level - 1, 0)] : width)
  })
  const attends = config.upAttentionAt.includes(level)
  const own = stagesOf(name, inputs, { level, attends }, config)
  const upsamplers =
    level === 0
      ? []
      : residualUpAt.includes(level)
        ? [resnet(`${name}.upsamplers.0`, width, width, config, { resize: 'double' })]
        : [doubling(`${name}.upsamplers.0.conv`, width)]

  function apply(pass: Pass, x: Tensor, skips: Tensor[]): Tensor {
    const handedDown = skips.splice(-own.stages.length).reverse()
    const h = own.stages.reduce((each, stage, i) => stage(pass, concat(each, handedDown[i])), x)
    return upsamplers.reduce((each, part) => part.apply(pass, each), h)
  }

  return { parameters: parametersOf([own, ...upsamplers]), apply }
}

/** Two residual blocks at the coarsest level, and attention between them where it is asked for. */
export function midBlock(config: UnetConfig): Part {
  if (!config.middle) return { parameters: [], apply: (_, x) => x }
  const { midGroups, midScale: divisor } = config
  const options: ResnetOptions = { divisor }
  const width = config.widths[config.widths.length - 1]
  const first = resnet('mid_block.resnets.0', width, width, config, options)
  const second = resnet('mid_block.resnets.1', width, width, config, options)
  const attentions = config.midAttention
    ? [selfAttention('mid_block.attentions.0', width, config, { groups: midGroups, divisor })]
    : []
  return {
    parameters: parametersOf([...attentions, first, second]),
    apply: inTurn([first, ...attentions, second]),
  }
}
