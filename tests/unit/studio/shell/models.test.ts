import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ModelInfo } from '../../../../studio/src/compute/protocol.ts'
import * as shell from '../../../../studio/src/shell/models.ts'

/** The worker, as far as models are its business. */
const worker = vi.hoisted(() => ({
  lose: () => {},
  stored: [] as { readonly key: string; readonly name: string }[],
  asked: [] as { readonly call: string; readonly name: string; readonly url?: string }[],
  failure: undefined as { kind: 'user' | 'memory'; message: string } | undefined,
}))

vi.mock('../../../../studio/src/compute/client.ts', async (original) => {
  const { ComputeError } =
    await original<typeof import('../../../../studio/src/compute/client.ts')>()
  const open = async (call: string, input: { name: string; url?: string }) => {
    if (call === 'storedModels') return worker.stored
    worker.asked.push({ call, name: input.name, url: input.url })
    if (worker.failure) throw new ComputeError(worker.failure)
    return infoOf(worker.asked.length, input.name)
  }
  return {
    ...{ ComputeError, ask: open },
    start: (call: string, input: { name: string }) => ({ result: open(call, input) }),
    onLost(tell: () => void) {
      worker.lose = tell
    },
  }
})

const infoOf = (id: number, name: string): ModelInfo => ({
  ...{ id, name, architecture: 'unet', parameterCount: 1, imageShape: [8, 8, 1], classes: 0 },
  anyClass: false,
  ...{ target: 'eps', schedule: { name: 'cosine', timesteps: 10, s: 0.008 } },
})

const safetensors = (name: string) => new File([Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), '{}'], name)

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://host/studio/' })
  worker.failure = undefined
  worker.asked = []
  shell.chooseModel('shipped mnist')
})

describe('models', () => {
  test('the built-in one is fetched when it is first needed, once', async () => {
    expect(shell.chosenModel.value).toMatchObject({ key: 'shipped mnist', name: 'mnist' })
    expect(shell.chosenModel.value.info).toBeUndefined()
    await Promise.all([shell.openChosen(), shell.openChosen()])
    await shell.openChosen()
    expect(worker.asked).toEqual([
      { call: 'fetchModel', name: 'mnist', url: 'https://host/studio/models/mnist.safetensors' },
    ])
    expect(shell.chosenModel.value.info?.name).toBe('mnist')
    expect(shell.openingModel.value).toBeUndefined()
  })

  test('one that was trained is chosen', () => {
    shell.addModel(infoOf(7, 'squares'), undefined)
    expect(shell.chosenModel.value).toMatchObject({ name: 'squares', origin: { kind: 'trained' } })
    shell.addModel(infoOf(8, 'squares'), undefined)
    expect(shell.chosenModel.value.name).toBe('squares 2')
  })

  test('those that earlier visits have trained are in the list, and opened when needed', async () => {
    worker.stored = [{ key: 'k1', name: 'dogs' }]
    await shell.restoreModels()
    await shell.restoreModels()
    const dogs = shell.models.value.filter(({ name }) => name === 'dogs')
    expect(dogs).toMatchObject([{ origin: { kind: 'trained', stored: 'k1' } }])
    shell.chooseModel(dogs[0].key)
    await shell.openChosen()
    expect(worker.asked.map(({ call }) => call)).toEqual(['openStored'])
    await shell.removeTrained(shell.chosenModel.value)
    expect(worker.asked.map(({ call }) => call)).toEqual([
      'openStored',
      'removeStored',
      'closeModel',
    ])
    expect(shell.models.value.some(({ name }) => name === 'dogs')).toBe(false)
  })

  test('a run’s is chosen by the run’s name, and known once', async () => {
    shell.chooseRun('a b')
    await shell.openChosen()
    shell.chooseRun('a b')
    await shell.openChosen()
    expect(worker.asked.map(({ url }) => url)).toEqual(['https://host/studio/api/runs/a%20b/model'])
    expect(shell.models.value.filter(({ name }) => name === 'a b')).toHaveLength(1)
  })

  test('a run’s is fetched again where the run was resumed', async () => {
    for (const at of ['50', '50', '90']) {
      shell.chooseRun('long', at)
      await shell.openChosen()
    }
    const calls = worker.asked.map(({ call }) => call)
    expect(calls).toEqual(['fetchModel', 'closeModel', 'fetchModel'])
    expect(shell.models.value.filter(({ name }) => name === 'long')).toHaveLength(1)
  })

  test('a dropped one is chosen', async () => {
    await shell.openFile(safetensors('mine.safetensors'))
    expect(shell.chosenModel.value).toMatchObject({ name: 'mine', origin: { kind: 'file' } })
    expect(shell.modelTrouble.value).toBeUndefined()
  })

  test('that of a run that was brought goes by the run’s name, and is opened once', async () => {
    const as = { key: 'dropped 0', name: 'mine' }
    await shell.openFile(safetensors('model.safetensors'), as)
    shell.chooseModel('shipped mnist')
    await shell.openFile(safetensors('model.safetensors'), as)
    expect(worker.asked).toHaveLength(1)
    expect(shell.chosenModel.value).toMatchObject({ key: 'dropped 0', name: 'mine' })
  })
})

describe('trouble', () => {
  test.each([
    ['empty', new File([], 'model.safetensors')],
    ['text', new File(['hello'], 'readme.txt')],
    ['zip', new File(['PK\x03\x04'], 'things.zip')],
  ] as const)(
    'a file that is %s is distinguished, and nothing else changes',
    async (seems, file) => {
      const before = shell.chosenModel.value
      await shell.openFile(file)
      expect(shell.modelTrouble.value).toEqual({ kind: 'foreign', file: file.name, seems })
      expect(shell.chosenModel.value).toBe(before)
      expect(worker.asked).toEqual([])
    },
  )

  test('a file too large is not read', async () => {
    const file = safetensors('large.safetensors')
    Object.defineProperty(file, 'size', { value: 2 ** 30 })
    await shell.openFile(file)
    expect(shell.modelTrouble.value).toMatchObject({ kind: 'large', bytes: 2 ** 30 })
  })

  test('a model that cannot be opened is not among the others', async () => {
    const before = shell.models.value
    worker.failure = { kind: 'user', message: 'conv.weight is missing' }
    await shell.openFile(safetensors('foreign.safetensors'))
    expect(shell.modelTrouble.value).toEqual({
      ...{ kind: 'refused', name: 'foreign' },
      error: expect.objectContaining({ message: 'conv.weight is missing' }),
    })
    expect(shell.models.value).toBe(before)
  })

  test('a choice of another model ends it', async () => {
    await shell.openFile(new File([], 'nothing'))
    shell.chooseModel('shipped mnist')
    expect(shell.modelTrouble.value).toBeUndefined()
  })

  test('where the worker is lost, models are opened again, but for those trained there and not stored', async () => {
    await shell.openFile(safetensors('mine.safetensors'))
    shell.addModel(infoOf(9, 'trained'), undefined)
    shell.addModel(infoOf(9, 'stored'), 'k2')
    worker.lose()
    expect(shell.modelTrouble.value).toEqual({ kind: 'lost' })
    const trained = shell.models.value.filter(({ origin }) => origin.kind === 'trained')
    expect(trained.map(({ name }) => name)).toEqual(['stored'])
    shell.chooseModel('shipped mnist')
    expect(shell.models.value.every(({ info }) => info === undefined)).toBe(true)
    expect(shell.chosenModel.value.key).toBe('shipped mnist')
    await shell.openChosen()
    expect(shell.chosenModel.value.info).toBeDefined()
    expect(shell.modelTrouble.value).toBeUndefined()
  })
})
