/** Every message of the command line once, to be read. */

import { expect, test } from 'vitest'
import { cliErrors, interruptions } from '../../../src/cli/errors.ts'
import { usageErrors } from '../../../src/cli/usage-errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const path = 'runs/sprites'
const reason = 'permission denied (EACCES)'

const usage: Samples<typeof usageErrors> = {
  'usage.unknown-command': [{ name: 'trian', meant: 'train' }, { name: 'paint' }],
  'usage.unknown-option': [{ name: '--epoch', meant: '--epochs' }, { name: '--zoom' }],
  'usage.missing-argument': [{ name: 'model' }],
  'usage.missing-option': [{ name: '--mask <what>' }],
  'usage.missing-value': [{ name: '--epochs <n>' }],
  'usage.too-many-arguments': [],
  'usage.command-line': [{ detail: 'this cannot be read' }],
  'usage.not-whole-number': [{ least: 1, most: 64 }],
  'usage.not-number': [{ examples: ['0.5', '2'] }],
  'usage.out-of-option-range': [{ range: 'a number from 0 to 1' }],
  'usage.not-in-range': [
    { low: 0, high: 1, least: true, most: true },
    { low: 0, high: 1, least: false, most: false },
    { low: 0, least: false, most: true },
  ],
  'usage.not-a-choice': [{ value: 'quik', choices: ['notebook', 'quick'] }],
  'usage.not-classes': [],
  'usage.samples-place-unclear': [{ word: 'samples' }],
  'usage.not-two-seeds': [],
  'usage.output-not-png': [],
  'usage.output-is-folder': [{ example: 'pngs/samples.png' }],
  'usage.output-blocked': [{ reason: 'a/b.png cannot be written: permission denied (EACCES)' }],
  'usage.option-needs': [{ option: '--save-every', needs: '--trajectory or --gif' }],
  'usage.option-excluded': [{ option: '--sampler', by: '--against' }],
  'usage.option-of-other-device': [{ option: '--threads', device: 'reference', others: 'wasm' }],
  'usage.option-of-other-sampler': [
    { option: '--order', sampler: 'ddim', others: ['deis', 'unipc'] },
  ],
  'usage.option-needs-seeds': [{ option: '--sampler' }],
  'usage.option-needs-classes': [{ option: '--guidance', why: 'photos has none' }],
  'usage.option-of-another-network': [
    { option: '--patch', model: 'simple-unet', takes: ['--widths', '--time-dim'] },
  ],
  'usage.network-option-out-of-range': [
    {
      option: '--widths 32,64',
      model: 'simple-unet',
      range: 'a list of 3, each a whole number from 1 to 65536',
    },
  ],
  'usage.steps-exceed-timesteps': [{ steps: 2000, timesteps: 1000 }],
  'usage.sample-steps-exceed-timesteps': [
    { steps: '--sample-steps 25 (set by preset quick)', timesteps: '--timesteps 10', most: 10 },
  ],
  'usage.out-of-data-range': [
    {
      ...{ option: '--image-size', value: '8', data: 'digits' },
      range: 'a whole number from 12 to 1024',
    },
  ],
  'usage.image-size-uneven': [{ size: '30', model: 'unet', step: 4, near: ['28', '32'] }],
  'usage.lengths-exclude': [{ option: '--max-steps' }],
  'usage.parts-of-batch': [
    { parts: '--grad-accumulation 3', batch: '--batch-size 128 (set by preset notebook)' },
  ],
  'usage.validation-takes-all': [{ option: '--validation 24', images: 24, data: 'photos' }],
  'usage.batch-exceeds-images': [
    { option: '--batch-size 64', images: 40, data: 'photos', validation: 0 },
    { option: '--batch-size 32', images: 30, data: 'photos', validation: 10 },
  ],
  'usage.contradicts-parent': [{ typed: '--target eps', model: 'emoji', parent: 'v' }],
  'usage.contradicts-run': [
    { typed: '--seed 4', option: '--seed', saved: '3' },
    { typed: '--zero-snr', option: '--zero-snr' },
  ],
  'usage.one-kind-of-ends': [],
  'usage.no-ends': [],
  'usage.not-two-images': [{ count: 3 }],
  'usage.class-required': [{ most: 9 }, { most: 1, names: ['cat', 'dog'] }],
  'usage.guidance-without-class': [{ guidance: 2, most: 9 }],
  'usage.network-is-in-file': [{ source: 'model.safetensors' }],
  'usage.no-profile': [{ device: 'reference' }],
  'usage.unknown-data': [{ data: 'digts', names: ['digits', 'mnist'] }],
  'usage.data-not-recorded': [{ source: 'model.safetensors' }],
  'usage.resume-without-run': [{ newest: path }, {}],
  'usage.two-run-folders': [{ resume: 'runs/a', out: 'runs/b' }],
  'usage.mask-box-malformed': [{ mask: 'box:1,2,3' }],
  'usage.mask-box-empty': [{ mask: 'box:1,2,0,3' }],
  'usage.mask-box-outside': [
    { mask: 'box:20,0,10,4', right: 30, bottom: 4, width: 28, height: 28 },
  ],
  'usage.unknown-mask': [{ mask: 'lft', names: ['left', 'right'] }],
  'usage.runs-is-file': [{ runs: 'notes.txt' }],
  'usage.runs-is-run': [{ runs: path, parent: 'runs' }],
}

const failures: Samples<typeof cliErrors> = {
  'cli.system-refused': [{ path: 'a.png', reason }],
  'cli.memory-exceeded': [
    {
      what: 'the grid of 2,000 images',
      needed: 7e9,
      limit: 2 ** 31,
      help: 'use a smaller --scale',
    },
  ],
  'cli.animation-too-large': [{ side: 65_536, most: 65_535, help: 'use a smaller --scale' }],
  'cli.output-blocked': [
    { reason: 'a/b cannot be written: permission denied (EACCES)', help: 'use another --out' },
  ],
  'cli.run-folder-unusable': [{ path, reason }],
  'cli.config-damaged': [{ path: `${path}/config.json`, issue: 'seed is "x"' }],
  'cli.checkpoint-unusable': [
    { path: `${path}/checkpoints/latest.safetensors`, reason: 'it ends too soon' },
  ],
  'cli.data-of-another-shape': [{ data: 'photos', shape: '[32, 32, 3]', wanted: '[28, 28, 1]' }],
  'cli.unreadable': [{ path, reason }],
  'cli.nothing-there': [{ path }],
  'cli.neither-run-nor-data': [{ path, reason: 'it is empty' }],
  'cli.neither-idx-nor-safetensors': [{ path: 'notes.txt', reason: 'it ends too soon' }],
  'cli.port-taken': [{ port: 8080, next: 8081 }],
  'cli.port-forbidden': [{ port: 80 }],
  'cli.port-unavailable': [{ port: 8080, reason }],
  'cli.studio-not-built': [{ path: 'dist/studio' }],
}

const stops: Samples<typeof interruptions> = {
  'interrupted.nothing-written': [],
  'interrupted.grid-written': [{ path: 'samples.png' }],
  'interrupted.samples-written': [{ path: 'samples/', next: 512 }],
  'interrupted.training': [
    {
      steps: '1,160',
      checkpoint: `${path}/checkpoints/latest.safetensors`,
      command: `npx ddpm train --resume ${path}`,
    },
  ],
}

test('what the command line says when something fails', async () => {
  const catalogs = [
    messagesOf(usageErrors, usage),
    messagesOf(cliErrors, failures),
    messagesOf(interruptions, stops),
  ]
  await expect(catalogs.join('')).toMatchFileSnapshot('cli.txt')
})
