import { expect, test } from 'vitest'
import { engineErrors } from '../../../src/engine/errors.ts'
import { messagesOf } from './samples.ts'

test('every message of the engine', async () => {
  const messages = messagesOf(engineErrors, {
    'op.inputs-misfit': [
      {
        op: 'conv2d',
        takes: 'images (B, H, W, I) and a filter (KH, KW, I, O)',
        inputs: ['x (1, 8, 8, 3)', 'conv1.weight (3, 3, 4, 8)'],
      },
    ],
    'graph.name-taken': [
      { name: 'x', kind: 'input', shape: [4] },
      { name: 'w', kind: 'state', shape: [2, 3] },
    ],
    'graph.constant-misfit': [{ length: 5, shape: [2, 3] }],
    'graph.view-outside': [{ state: 'parameters', offset: 5, shape: [2, 3] }],
    'gradient.undefined': [{ op: 'clamp' }],
    'gradient.unrelated': [{ source: 'conv1.weight' }],
    'program.output-given': [{ output: 'y', program: 'sampling step', kind: 'input' }],
    'random.seed-out-of-range': [{ seed: -1 }],
    'job.state-misfit': [
      {
        ...{ program: 'training step', state: 'm', wanted: { length: 2, dtype: 'f32' } },
        given: { length: 3, dtype: 'i32' },
      },
      { program: 'training step', state: 'm', wanted: { length: 2, dtype: 'f32' } },
    ],
    'job.state-shared': [{ program: 'training step', state: 'm', other: 'v' }],
    'job.state-freed': [{ program: 'training step', state: 'm' }],
    'job.state-foreign': [{ state: 'm' }],
    'job.name-unknown': [{ kind: 'input', name: 'z', known: ['x', 't'] }],
    'job.index-outside': [{ op: 'embedding', index: 10, count: 10 }],
    'device.precision-missing': [{ program: 'training step', precision: 'f16', known: ['f32'] }],
    'memory.program-too-large': [{ program: 'training step', bytes: 5 * 2 ** 30, limit: 2 ** 32 }],
    'device.data-misfit': [
      { what: 'input x', wanted: { length: 3, dtype: 'f32' }, given: { length: 1, dtype: 'i32' } },
    ],
    'device.used-after-free': [{ what: 'job' }],
    'device.used-after-close': [],
  })
  await expect(messages).toMatchFileSnapshot('engine.txt')
})
