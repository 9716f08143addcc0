/** diffusers' `unet/config.json` of a UNet2DModel as options of our `unet`: every key is used or named. */

import type { UnetOptions } from '../../nn/unet/options.ts'
import { interchangeError } from '../errors.ts'
import { type Config, ConfigReader } from './config-reader.ts'

/** A network's options, and what a user should know, in sentences. */
export interface ReadUnet {
  readonly options: UnetOptions
  readonly notes: readonly string[]
}

/** What a user says of a network, as far as its config does not. */
type Said = Pick<UnetOptions, 'imageSize'>

/** Pixels a side where nobody says how many. */
const USUAL_SIZE = 32

/** What blocks of a level do: attend, and halve or double by a residual block. */
interface Block {
  readonly attends?: true
  /** What its `downsample_type` or `upsample_type` counts for: attention blocks alone follow it. */
  readonly resamples: 'by-convolution' | 'by-block' | 'as-said'
}

const blocks: Readonly<Record<string, Block>> = {
  DownBlock2D: { resamples: 'by-convolution' },
  UpBlock2D: { resamples: 'by-convolution' },
  AttnDownBlock2D: { attends: true, resamples: 'as-said' },
  AttnUpBlock2D: { attends: true, resamples: 'as-said' },
  ResnetDownsampleBlock2D: { resamples: 'by-block' },
  ResnetUpsampleBlock2D: { resamples: 'by-block' },
}

const downBlocks = Object.keys(blocks).filter((name) => name.includes('Down'))
const upBlocks = Object.keys(blocks).filter((name) => name.includes('Up'))

const usualDown = ['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D']
const usualUp = ['AttnUpBlock2D', 'AttnUpBlock2D', 'AttnUpBlock2D', 'UpBlock2D']
const usualWidths = [224, 448, 672, 896]

/** Levels, the finest first, whose block is so. */
const levelsWhere = (names: readonly string[], is: (block: Block) => boolean): number[] =>
  names.flatMap((name, level) => (is(blocks[name]) ? [level] : []))

function levelsOf(config: ConfigReader) {
  const widths = config.numbers('block_out_channels') ?? usualWidths
  const down = config.words('down_block_types', downBlocks, usualDown)
  const up = [...config.words('up_block_types', upBlocks, usualUp)].reverse()
  if (down.length !== widths.length) config.refuse('down_block_types', `${widths.length} blocks`)
  if (up.length !== widths.length) config.refuse('up_block_types', `${widths.length} blocks`)
  const attentionAt = levelsWhere(down, ({ attends }) => attends === true)
  const upAttentionAt = levelsWhere(up, ({ attends }) => attends === true)
  const byBlock = (names: readonly string[], key: string) => {
    const said = config.choice(key, ['conv', 'resnet'], 'conv') === 'resnet'
    return levelsWhere(names, ({ resamples }) => {
      return resamples === 'by-block' || (said && resamples === 'as-said')
    })
  }
  return {
    ...{ widths, attentionAt },
    ...(upAttentionAt.join() !== attentionAt.join() && { upAttentionAt }),
    residualDownAt: byBlock(down, 'downsample_type'),
    residualUpAt: byBlock(up, 'upsample_type'),
  }
}

/** Classes are rows of a table; a row for "any class" is not distinguished. */
function classesOf(config: ConfigReader) {
  const classes = config.maybe('num_class_embeds')
  config.only('class_embed_type', null)
  return classes === undefined ? {} : { classes, anyClass: false }
}

function imagesOf(config: ConfigReader, { imageSize = USUAL_SIZE }: Said) {
  const channels = config.number('in_channels', 3)
  const outputs = config.number('out_channels', 3)
  // twice as many are a learned variance
  if (outputs !== channels) config.refuse('out_channels', `as many as in_channels: ${channels}`)
  return { channels, imageSize: config.size('sample_size') ?? imageSize }
}

const scalesOf = (config: ConfigReader): boolean =>
  config.choice('resnet_time_scale_shift', ['default', 'scale_shift'], 'default') !== 'default'

function middleOf(config: ConfigReader) {
  const middle = config.nullable('mid_block_type', 'UNetMidBlock2D') !== null
  if (middle) config.only('mid_block_type', 'UNetMidBlock2D')
  const groups = config.maybe('attn_norm_num_groups')
  return {
    middle,
    midAttention: config.toggle('add_attention', true),
    midScale: config.number('mid_block_scale_factor', 1),
    ...(groups !== undefined && { midGroups: groups }),
  }
}

function timeOf(config: ConfigReader) {
  config.only('time_embedding_type', 'positional')
  config.without('num_train_timesteps')
  const timeDim = config.maybe('time_embedding_dim')
  return {
    cosinesFirst: config.toggle('flip_sin_to_cos', true),
    frequencyShift: config.number('freq_shift', 0),
    scaleShift: scalesOf(config),
    ...(timeDim !== undefined && { timeDim }),
  }
}

const activationOf = (config: ConfigReader) => {
  const name = config.choice('act_fn', ['silu', 'swish', 'mish', 'gelu', 'relu'], 'silu')
  return name === 'swish' ? 'silu' : name
}

/** A missing key means 8 channels, null one head. */
const headsOf = (config: ConfigReader) =>
  config.nullable('attention_head_dim', 8) === null
    ? { oneHead: true }
    : { headChannels: config.number('attention_head_dim', 8) }

/**
 * Reads the config of a UNet2DModel.
 * @param said what its user says where it does not
 * @throws {DdpmError} `config.not-an-object`, `config.value-not-covered`, `config.of-another-model`
 */
export function readUnetConfig(json: unknown, said: Said = {}): ReadUnet {
  const file = 'the config.json of the network'
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw interchangeError('config.not-an-object', { file })
  }
  const given = json as Config
  const name = String(given['_class_name'] ?? 'UNet2DModel')
  if (name !== 'UNet2DModel') throw interchangeError('config.of-another-model', { name })
  const config = new ConfigReader(file, name, given)
  const options = {
    ...{ patch: 1, ...imagesOf(config, said), ...levelsOf(config) },
    layersPerBlock: config.number('layers_per_block', 2),
    ...headsOf(config),
    groups: config.number('norm_num_groups', 32),
    epsilon: config.number('norm_eps', 1e-5),
    activation: activationOf(config),
    padEnd: config.choice('downsample_padding', [0, 1], 1) === 0,
    centerInput: config.toggle('center_input_sample', false),
    dropout: config.number('dropout', 0),
    ...{ ...classesOf(config), ...middleOf(config), ...timeOf(config) },
  }
  const unknown = config.unread.map((key) => {
    return `${name} has no ${key} that is known here: it is left out.`
  })
  const isSized = (given['sample_size'] ?? said.imageSize) !== undefined
  const size = isSized ? [] : [`The config has no sample_size; assumed: ${USUAL_SIZE}`]
  return { options, notes: [...size, ...unknown] }
}
