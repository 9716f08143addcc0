/** What configs of networks are read as, and what of them is refused by name. */

import { describe, expect, test } from 'vitest'
import { withCurrentNames } from '../../../../src/interchange/diffusers/names.ts'
import { readUnetConfig } from '../../../../src/interchange/diffusers/unet-config.ts'
import { coded } from '../../../coded.ts'

const usual = { _class_name: 'UNet2DModel', _diffusers_version: '0.42.1', sample_size: 64 }

describe('a config', () => {
  test('may leave everything to diffusers’ defaults', () => {
    const { options, notes } = readUnetConfig(usual)
    expect(options).toMatchObject({
      ...{ channels: 3, imageSize: 64, widths: [224, 448, 672, 896], attentionAt: [1, 2, 3] },
      ...{ layersPerBlock: 2, headChannels: 8, groups: 32, epsilon: 1e-5, patch: 1 },
    })
    expect(notes).toEqual([])
  })

  test('may hold keys that nobody knows, which a note names', () => {
    expect(readUnetConfig({ ...usual, sparkle: 1 }).notes).toEqual([
      expect.stringContaining('sparkle'),
    ])
  })

  test('gives classes as rows of a table, and sizes as height and width', () => {
    const said = { num_class_embeds: 10, sample_size: [16, 32] }
    expect(readUnetConfig({ ...usual, ...said }).options).toMatchObject({
      ...{ classes: 10, anyClass: false, imageSize: { width: 32, height: 16 } },
    })
  })
})

describe('refuses by name', () => {
  test.each([
    [{ time_embedding_type: 'fourier' }, 'time_embedding_type'],
    [{ class_embed_type: 'timestep' }, 'class_embed_type'],
    [{ out_channels: 6 }, 'out_channels'],
    [{ down_block_types: ['SkipDownBlock2D'], block_out_channels: [8] }, 'down_block_types'],
    [{ up_block_types: ['UpBlock2D'] }, 'up_block_types'],
    [{ down_block_types: 'DownBlock2D' }, 'down_block_types'],
    [{ mid_block_type: 'UNetMidBlock2DCrossAttn' }, 'mid_block_type'],
    [{ act_fn: 'snake' }, 'act_fn'],
    [{ resnet_time_scale_shift: 'spatial' }, 'resnet_time_scale_shift'],
    [{ downsample_padding: 2 }, 'downsample_padding'],
    [{ downsample_type: 'fir' }, 'downsample_type'],
    [{ block_out_channels: [8, 'x'] }, 'block_out_channels'],
    [{ sample_size: [1, 2, 3] }, 'sample_size'],
    [{ norm_num_groups: 'many' }, 'norm_num_groups'],
  ])('%o', (said, key) => {
    const expected = coded('config.value-not-covered', { owner: 'UNet2DModel', key })
    expect(() => readUnetConfig({ ...usual, ...said })).toThrow(expected as Error)
  })

  test.each(['UNet2DConditionModel', 'DiTTransformer2DModel'])('a %s', (name) => {
    const expected = coded('config.of-another-model', { name })
    expect(() => readUnetConfig({ _class_name: name })).toThrow(expected as Error)
  })

  test.each([null, [], 'UNet2DModel'])('%o', (json) => {
    expect(() => readUnetConfig(json)).toThrow(coded('config.not-an-object') as Error)
  })
})

describe('names of weights', () => {
  const names = (list: readonly string[]) => [
    ...withCurrentNames(new Map(list.map((n) => [n, n]))).keys(),
  ]

  test('lose what all of them begin with', () => {
    expect(names(['module._orig_mod.conv_in.weight', 'module._orig_mod.conv_in.bias'])).toEqual([
      ...['conv_in.weight', 'conv_in.bias'],
    ])
    expect(names(['module.conv_in.weight', 'conv_in.bias'])).toEqual([
      ...['module.conv_in.weight', 'conv_in.bias'],
    ])
    expect(names([])).toEqual([])
  })

  test('of attention are today’s', () => {
    const parts = ['query', 'key', 'value', 'proj_attn', 'group_norm']
    expect(names(parts.map((part) => `mid_block.attentions.0.${part}.weight`))).toEqual(
      ['to_q', 'to_k', 'to_v', 'to_out.0', 'group_norm'].map(
        (part) => `mid_block.attentions.0.${part}.weight`,
      ),
    )
  })
})
