/** How contenders are driven: in turn, each in a process of its own. */

import { expect, test, vi } from 'vitest'
import {
  type Contender,
  keyOf,
  openAll,
  showWorkload,
  type Workload,
} from '../../../benchmarks/contenders/contender.ts'
import { networks } from '../../../benchmarks/contenders/networks.ts'
import { nodeAt, thisNode } from '../../../benchmarks/contenders/ours.ts'
import { openProcess } from '../../../benchmarks/contenders/process.ts'
import { interleave } from '../../../benchmarks/measure/rounds.ts'
import { digits } from '../../../src/data/digits.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { planTraining } from '../../../src/training/plan.ts'
import { presets } from '../../../src/training/presets.ts'

test('contenders take turns, and the first rounds do not count', async () => {
  const log: string[] = []
  const turn = (name: string, steps: number) => {
    let ms = 0
    const run = async (asked: number) => {
      log.push(`${name}${asked}`)
      return ms++
    }
    return { contender: { run }, steps }
  }
  const times = await interleave([turn('a', 1), turn('b', 4)], 2)
  expect(log).toEqual(['a1', 'b4', 'a1', 'b4', 'a1', 'b4', 'a1', 'b4'])
  expect(times).toEqual([
    [2, 3],
    [2, 3],
  ])
})

const say = 'const say = (answer) => console.log(JSON.stringify(answer));'

const start = (code: string, task: object) => {
  const command = { program: process.execPath, arguments: ['-e', `${say}${code}`], task }
  return openProcess('fake', command, (version) => `fake ${version}`)
}

test('a process gets its task, says hello and answers steps until it is closed', async () => {
  const contender = await start(
    `say({ version: JSON.parse(process.argv[1]).batch })
    require('readline').createInterface(process.stdin).on('line', (l) => say({ ms: 2 * l }))`,
    { batch: 3 },
  )
  expect(contender.name).toBe('fake 3')
  expect([await contender.run(4), await contender.run(5)]).toEqual([8, 10])
  await contender.close()
  expect(() => process.kill(contender.pid, 0)).toThrow('ESRCH')
})

test('a process that ends early is named, before its hello and after', async () => {
  await expect(start('process.exit(3)', {})).rejects.toThrow('fake ended early (code 3)')
  const contender = await start(
    `say({ version: 1 }); process.stdin.once('data', () => process.exit(4))`,
    {},
  )
  await expect(contender.run(1)).rejects.toThrow('fake ended early (code 4)')
  await contender.close()
})

test('a program that is not there is an error', async () => {
  const command = { program: '/nowhere/python', arguments: [], task: {} }
  await expect(openProcess('fake', command, () => '')).rejects.toThrow('/nowhere/python')
})

test('what is missing is skipped, with one line', async () => {
  const print = vi.spyOn(console, 'log').mockReturnValue()
  const open = () => start('say({ version: 1 })', {})
  const missing = { name: 'lost', missing: 'not here' }
  const contenders = await openAll([missing, { name: 'fake', open }, missing])
  expect(contenders.map(({ name }) => name)).toEqual(['fake 1'])
  expect(print.mock.calls).toEqual([['skipped lost: not here']])
  print.mockRestore()
  await contenders[0].close()
})

test('where one fails to open, those before it are closed', async () => {
  let opened: Contender | undefined
  const open = async () => {
    opened = await start('say({ version: 1 }); process.stdin.resume()', {})
    return opened
  }
  const fail = () => start('process.exit(3)', {})
  const opening = openAll([
    { name: 'fake', open },
    { name: 'broken', open: fail },
  ])
  await expect(opening).rejects.toThrow('code 3')
  expect(() => process.kill(opened!.pid, 0)).toThrow('ESRCH')
})

test('workloads are distinguished by their network', () => {
  const workloads: Workload[] = [
    { job: 'train', batch: 32 },
    { job: 'train', network: 'unet-patches', batch: 32 },
  ]
  expect(workloads.map(keyOf)).toEqual(['train-32', 'train-unet-patches-32'])
  expect(workloads.map(showWorkload)).toEqual([
    'training step, B=32',
    'training step of unet 64/128 on 2x2 patches, B=32',
  ])
})

test('the networks have as many parameters as PyTorch counts in diffusers’', () => {
  const compared = [networks['unet-patches'], networks.unet]
  const counts = compared.map(({ options }) => unet(options).parameterCount)
  expect(counts).toEqual([2_796_740, 2_734_945])
})

test('the quick network is the quick preset’s', () => {
  const { options } = planTraining(presets.quick, digits({ count: 1 })).model
  expect(options).toMatchObject(networks.quick.options)
})

test('a Node reports its version', () => {
  expect(thisNode.version).toBe(process.versions.node)
  expect(nodeAt(process.execPath)).toEqual(thisNode)
  expect(() => nodeAt('/nowhere/node')).toThrow('/nowhere/node')
})
