/** GroupNorm with silu after it, and its gradient, each as sums over a group's pixels. */

import type { OpName, TensorOf } from '../../engine/ops.ts'
import { siluSlope, siluValue } from './activations.ts'
import type { Kernel } from './kernel.ts'
import { fill, rowStart, type Values } from './values.ts'

/** What a normalised channel of a sample is made with. */
interface Channel {
  readonly mean: number
  /** 1 / standard deviation */
  readonly inverse: number
  readonly scale: number
  readonly shift: number
}

type Normalising = TensorOf<OpName & ('groupNorm' | 'groupNormSums' | 'groupNormGradient')>

function channelsOf({ attributes }: Normalising, [stats, scale, shift]: readonly Values[]) {
  const { groups } = attributes
  const size = scale.width / groups
  return (sample: number, c: number): Channel => {
    const start = rowStart(stats, sample) + Math.floor(c / size)
    return {
      mean: stats.data[start],
      inverse: stats.data[start + groups],
      scale: scale.data[scale.offset + c],
      shift: shift.data[shift.offset + c],
    }
  }
}

const normalised = (x: number, { mean, inverse }: Channel) => (x - mean) * inverse

/** Calls back with every element of a group of a sample. */
function eachOfGroup(
  x: Values,
  { sample, group, size }: { sample: number; group: number; size: number },
  visit: (element: number) => void,
): void {
  const pixels = x.rows / x.shape[0]
  for (let row = sample * pixels; row < (sample + 1) * pixels; row++) {
    const start = rowStart(x, row) + group * size
    for (let c = 0; c < size; c++) visit(x.data[start + c])
  }
}

export const groupStats: Kernel<'groupStats'> = ({ tensor, inputs: [x], output }) => {
  const { groups, epsilon } = tensor.attributes
  const size = x.width / groups
  const count = (x.rows / x.shape[0]) * size
  for (let sample = 0; sample < x.shape[0]; sample++) {
    for (let group = 0; group < groups; group++) {
      const where = { sample, group, size }
      let [sum, squares] = [0, 0]
      eachOfGroup(x, where, (element) => {
        sum += element
      })
      const mean = sum / count
      eachOfGroup(x, where, (element) => {
        squares += (element - mean) ** 2
      })
      const start = rowStart(output, sample) + group
      output.data[start] = mean
      output.data[start + groups] = 1 / Math.sqrt(squares / count + epsilon)
    }
  }
}

export const groupNorm: Kernel<'groupNorm'> = ({ tensor, inputs: [x, ...rest], output }) => {
  const channelOf = channelsOf(tensor, rest)
  const pixels = x.rows / x.shape[0]
  fill(output, (row, c) => {
    const channel = channelOf(Math.floor(row / pixels), c)
    const z = normalised(x.data[rowStart(x, row) + c], channel) * channel.scale + channel.shift
    return tensor.attributes.silu ? siluValue(z) : z
  })
}

/** The gradient before silu, and the normalised x, of an element. */
function beforeSilu(
  tensor: Normalising,
  [dy, x, ...rest]: readonly Values[],
): (row: number, c: number) => { dz: number; hat: number; channel: Channel } {
  const channelOf = channelsOf(tensor, rest)
  const pixels = x.rows / x.shape[0]
  return (row, c) => {
    const channel = channelOf(Math.floor(row / pixels), c)
    const hat = normalised(x.data[rowStart(x, row) + c], channel)
    const slope = tensor.attributes.silu ? siluSlope(hat * channel.scale + channel.shift) : 1
    return { dz: dy.data[rowStart(dy, row) + c] * slope, hat, channel }
  }
}

export const groupNormSums: Kernel<'groupNormSums'> = ({ tensor, inputs, output }) => {
  const at = beforeSilu(tensor, inputs)
  const [, x] = inputs
  const pixels = x.rows / x.shape[0]
  for (let sample = 0; sample < x.shape[0]; sample++) {
    for (let c = 0; c < x.width; c++) {
      let [sum, product] = [0, 0]
      for (let row = sample * pixels; row < (sample + 1) * pixels; row++) {
        const { dz, hat } = at(row, c)
        sum += dz
        product += dz * hat
      }
      output.data[rowStart(output, sample) + c] = sum
      output.data[rowStart(output, sample) + x.width + c] = product
    }
  }
}

/**
 * With g = scale dz and means over the group: dx = (g - mean(g) - x^ mean(g x^)) / deviation. The
 * means come from the channels' sums.
 */
export const groupNormGradient: Kernel<'groupNormGradient'> = ({ tensor, inputs, output }) => {
  const at = beforeSilu(tensor, inputs)
  const [, x, , scale, , sums] = inputs
  const { groups } = tensor.attributes
  const pixels = x.rows / x.shape[0]
  const size = x.width / groups
  const meansOver = (offset: number) =>
    Float64Array.from({ length: x.shape[0] * groups }, (_, i) => {
      const [sample, group] = [Math.floor(i / groups), i % groups]
      let sum = 0
      for (let c = group * size; c < (group + 1) * size; c++) {
        sum += scale.data[scale.offset + c] * sums.data[rowStart(sums, sample) + offset + c]
      }
      return sum / (pixels * size)
    })
  const [means, products] = [meansOver(0), meansOver(x.width)]
  fill(output, (row, c) => {
    const group = Math.floor(row / pixels) * groups + Math.floor(c / size)
    const { dz, hat, channel } = at(row, c)
    return channel.inverse * (channel.scale * dz - means[group] - hat * products[group])
  })
}
