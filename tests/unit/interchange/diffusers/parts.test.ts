/** Which files of a folder are the parts of a model. */

import { expect, test } from 'vitest'
import { partsOf } from '../../../../src/interchange/diffusers/parts.ts'
import { shardsOf } from '../../../../src/interchange/diffusers/shards.ts'
import { coded } from '../../../coded.ts'

const stem = 'diffusion_pytorch_model'

test('a pipeline', () => {
  const files = ['model_index.json', 'scheduler/scheduler_config.json', 'unet/config.json']
  expect(partsOf([...files, `unet/${stem}.safetensors`, `unet/${stem}.bin`])).toEqual({
    config: 'unet/config.json',
    weights: `unet/${stem}.safetensors`,
    scheduler: 'scheduler/scheduler_config.json',
  })
  // its weights were not downloaded
  expect(partsOf(files)).toEqual({
    config: 'unet/config.json',
    scheduler: 'scheduler/scheduler_config.json',
  })
})

test('a network alone, and one with its scheduler beside it', () => {
  const bare = ['README.md', 'config.json', `${stem}.bin`]
  expect(partsOf(bare)).toEqual({ config: 'config.json', weights: `${stem}.bin` })
  expect(partsOf([...bare, 'scheduler_config.json'])?.scheduler).toBe('scheduler_config.json')
})

test('the EMA of a training script comes before its raw weights', () => {
  const files = ['unet', 'unet_ema'].flatMap((name) => [
    `${name}/config.json`,
    `${name}/${stem}.safetensors`,
  ])
  expect(partsOf(files)?.config).toBe('unet_ema/config.json')
})

test.each([
  [[`${stem}.fp16.safetensors`, `${stem}.safetensors`], `${stem}.safetensors`],
  [[`${stem}.fp16.safetensors`, `${stem}.bin`], `${stem}.fp16.safetensors`],
  [[`${stem}.bin`, `${stem}.safetensors.index.json`], `${stem}.safetensors.index.json`],
  [
    [`${stem}-00001-of-00002.safetensors`, `${stem}.safetensors.index.json`],
    `${stem}.safetensors.index.json`,
  ],
  [[`${stem}.fp16.bin`], `${stem}.fp16.bin`],
  [
    [`${stem}.fp16-00001-of-00002.safetensors`, `${stem}.safetensors.index.fp16.json`],
    `${stem}.safetensors.index.fp16.json`,
  ],
])('of %o the weights are %s', (files, weights) => {
  expect(partsOf(['config.json', ...files])?.weights).toBe(weights)
})

test('a run folder and images are none', () => {
  expect(partsOf(['config.json', 'metrics.jsonl', 'model.safetensors'])).toBeUndefined()
  expect(partsOf(['cats/1.png', 'dogs/2.png'])).toBeUndefined()
  expect(partsOf([])).toBeUndefined()
})

test('an index names files beside it', () => {
  const weight_map = { b: 'x-2.safetensors', a: 'x-1.safetensors', c: 'x-1.safetensors' }
  expect(shardsOf({ metadata: {}, weight_map })).toEqual(['x-1.safetensors', 'x-2.safetensors'])
})

test.each([
  null,
  {},
  { weight_map: [] },
  ...['../x', '/x', '..', 'a\\b', 3].map((a) => ({ weight_map: { a } })),
])('%o is a damaged index', (json) => {
  expect(() => shardsOf(json)).toThrow(coded('weights.index-damaged') as Error)
})
