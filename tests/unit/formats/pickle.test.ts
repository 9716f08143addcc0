import { describe, expect, test } from 'vitest'
import { unpickle } from '../../../src/formats/pickle/unpickle.ts'
import { Placeholder } from '../../../src/formats/pickle/values.ts'
import { torchGlobals } from '../../../src/formats/torch/globals.ts'
import { Storages } from '../../../src/formats/torch/records.ts'
import { coded } from '../../coded.ts'
import { bounded } from '../../property/allocation.ts'
import { askingForCode, billionLaughs, others, pickleOf } from './attacks.ts'

const read = (bytes: Uint8Array) =>
  unpickle(bytes, { globals: torchGlobals, persistent: new Storages().identify }).value

describe('attacks', () => {
  test.each(askingForCode)('$name is refused by name', async ({ bytes, code, global }) => {
    await expect(bounded(bytes, read)).rejects.toThrow(coded(code, { global }))
  })

  test.each(others)('$name is refused', async ({ bytes, code, global }) => {
    const values = global === undefined ? {} : { global }
    await expect(bounded(bytes, read)).rejects.toThrow(coded(code, values))
  })

  test('shared parts stay shared: 2^200 values take 201 lists', async () => {
    let value = await bounded(billionLaughs, read)
    let depth = 0
    while (Array.isArray(value) && value.length > 0) {
      expect(value[0]).toBe(value[1])
      value = value[0]
      depth++
    }
    expect(depth).toBe(200)
  })
})

describe('values', () => {
  test('a list that holds itself', () => {
    const list = read(pickleOf(']q', 0, 'h', 0, 'a.'))
    expect(Array.isArray(list) && list[0] === list).toBe(true)
  })

  test('names of JavaScript are keys like others', () => {
    const dict = read(pickleOf("}S'__proto__'\nS'x'\ns."))
    expect(dict).toEqual(new Map([['__proto__', 'x']]))
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('text of Python 2 with escapes', () => {
    expect(read(pickleOf("S'a\\n\\x41\\'\\\\'\n."))).toBe("a\nA'\\")
    expect(read(pickleOf('Va\\u65e5\n.'))).toBe('a日')
    expect(read(pickleOf('U', 2, 'a', 0xff, '.'))).toBe('a\xff')
  })

  test('an object that only holds data keeps its attributes, and no behaviour', () => {
    const bytes = pickleOf('cargparse\nNamespace\n)', 0x81, "}S'rate'\nF0.5\nsb.")
    const placeholder = read(bytes)
    expect(placeholder).toBeInstanceOf(Placeholder)
    expect(placeholder).toMatchObject({
      ...{ name: 'argparse.Namespace', given: [], state: new Map([['rate', 0.5]]) },
    })
  })

  test('an object that is a dict keeps its entries', () => {
    const name = 'pytorch_lightning.utilities.parsing\nAttributeDict'
    const placeholder = read(pickleOf(`c${name}\n)R(S'rate'\nI1\nu.`))
    expect(placeholder).toMatchObject({ entries: new Map([['rate', 1]]) })
  })

  test('the end is told, for files with several pickles', () => {
    const two = pickleOf('I1\n.I2\n.')
    const first = unpickle(two, { globals: torchGlobals })
    expect(first).toEqual({ value: 1, end: 4 })
    expect(unpickle(two, { globals: torchGlobals }, first.end).value).toBe(2)
  })
})
