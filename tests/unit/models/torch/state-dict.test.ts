import { describe, expect, test } from 'vitest'
import type { PickleValue } from '../../../../src/formats/pickle/values.ts'
import { TorchStorage, TorchTensor } from '../../../../src/formats/torch/tensor.ts'
import {
  choiceSentence,
  findWeights,
  tensorDictsIn,
} from '../../../../src/models/torch/state-dict.ts'

const tensor = () =>
  new TorchTensor(new TorchStorage('0', 'F32', 1), { offset: 0, shape: [1], strides: [1] })

/** A dict of Python's from an object of JavaScript's. */
const dict = (entries: Readonly<Record<string, PickleValue>>): PickleValue =>
  new Map(Object.entries(entries))

const network = (prefix = '') =>
  dict({ [`${prefix}conv.weight`]: tensor(), [`${prefix}conv.bias`]: tensor() })

const isNetwork = (shapes: ReadonlyMap<string, unknown>) =>
  shapes.size === 2 && shapes.has('conv.weight') && shapes.has('conv.bias')

function found(value: PickleValue, weights?: 'ema' | 'raw') {
  const finding = findWeights(value, { isNetwork, weights })
  if (!finding) return undefined
  const { place, prefix, isEma, tensors } = finding.chosen
  return { place, prefix, isEma, names: [...tensors.keys()], said: choiceSentence(finding) }
}

const names = ['conv.weight', 'conv.bias']
const plain = { names, place: '', prefix: '', isEma: false }

describe('where weights are', () => {
  test('the file itself', () => {
    expect(found(network())).toEqual({ ...plain, said: undefined })
  })

  test.each(['state_dict', 'model', 'model_state_dict', 'net', 'params'])('under %s', (key) => {
    const said = `Using the weights in ${key}`
    expect(found(dict({ epoch: 3, [key]: network() }))).toEqual({ ...plain, place: key, said })
  })

  test.each(['module.', '_orig_mod.', 'model.', 'module._orig_mod.', 'unet.'])(
    'within %s',
    (prefix) => {
      const said = `Using the weights in ${prefix}`
      expect(found(network(prefix))).toEqual({ ...plain, prefix, said })
    },
  )

  test('Lightning: under state_dict, within the attribute of the module', () => {
    const value = dict({ 'pytorch-lightning_version': '2.0', state_dict: network('model.') })
    const said = 'Using the weights in state_dict: model.'
    expect(found(value)).toEqual({ ...plain, place: 'state_dict', prefix: 'model.', said })
  })

  test('what optimizers remember is not weights', () => {
    const moments = dict({ 'conv.weight': tensor(), 'conv.bias': tensor() })
    expect(found(dict({ optimizer: dict({ state: moments }), opt: moments }))).toBeUndefined()
  })

  test('nothing', () => {
    for (const value of [null, 3, 'x', [tensor()], dict({ a: 1 })]) {
      expect(found(value)).toBeUndefined()
    }
  })
})

describe('which weights', () => {
  const both = dict({
    step: 7,
    model: network('model.'),
    opt: dict({ state: dict({}) }),
    ema: new Map([
      ['initted', tensor()] as const,
      ...(network('online_model.model.') as Map<PickleValue, PickleValue>),
      ...(network('ema_model.model.') as Map<PickleValue, PickleValue>),
    ]),
  })

  test('the EMA before the model', () => {
    expect(found(both)).toEqual({
      ...{ names, place: 'ema', prefix: 'ema_model.model.', isEma: true },
      said: 'Using the EMA (ema: ema_model.model.); --weights raw takes the others (model: model.)',
    })
  })

  test('the model where it is asked for, not the copy that the EMA keeps of it', () => {
    expect(found(both, 'raw')).toMatchObject({ place: 'model', prefix: 'model.', isEma: false })
  })

  test('what there is where there is one kind', () => {
    expect(found(dict({ ema: network() }), 'raw')).toMatchObject({ place: 'ema', isEma: true })
    expect(found(dict({ model: network() }))).toMatchObject({ place: 'model', isEma: false })
  })
})

test('tensors beside the network belong to what is around it', () => {
  const value = dict({
    ...{ betas: tensor(), loss_weight: tensor() },
    ...{ 'model.conv.weight': tensor(), 'model.conv.bias': tensor() },
  })
  const finding = findWeights(value, { isNetwork })
  expect(finding?.chosen.beside.has('betas')).toBe(true)
})

test('dicts that hold themselves, and shared ones, are seen once', () => {
  const around = new Map<PickleValue, PickleValue>()
  around.set('self', around)
  around.set('a', network())
  around.set('b', around.get('a') as PickleValue)
  expect(tensorDictsIn(around)).toHaveLength(1)
})
