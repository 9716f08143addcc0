/** What is refused before anything is loaded, with the exit code of wrong usage. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runCli } from '../../../src/cli/run.ts'

let said: string
beforeEach(() => {
  said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

async function refused(args: readonly string[], message: RegExp): Promise<void> {
  expect(await runCli(args), args.join(' ')).toBe(2)
  expect(said).toMatch(message)
  expect(said).toMatch(/\nusage: ddpm /)
}

describe('values out of their range', () => {
  test.each([
    [['img2img', 'm', 'a.png', '--strength', '5'], /above 0 and at most 1/],
    [['img2img', 'm', 'a.png', '--strength', '0'], /above 0 and at most 1/],
    [['sample', 'm', '--eta', '3'], /at least 0 and at most 1/],
    [['sample', 'm', '-o', 'a.jpg'], /'a\.jpg' is invalid.*a name that ends in \.png/],
    [['sample', 'm', '-o', import.meta.dirname], /It is a folder: name a file in it/],
    [['interpolate', 'm', '--seeds', '1,2', '-o', 'a.gif', '--gif'], /ends in \.png/],
    [['train', '--sample-steps', '5000'], /--sample-steps 5000 is more than the 1000 timesteps/],
    [['train', '--preset', 'quick', '--timesteps', '9'], /--sample-steps 25 is more than the 9/],
    [['train', '--data', 'digits', '--image-size', '8'], /--image-size 8 is too small for digits/],
  ])('%j', refused)
})

describe('options that would change nothing', () => {
  test.each([
    [['bench', '--device', 'reference', '--threads', '8'], /--threads is for wasm/],
    ...[
      ...[['bench'], ['train'], ['sample', 'm'], ['eval', 'm'], ['img2img', 'm', 'p']],
      ...[
        ['inpaint', 'm', 'p', '--mask', 'left'],
        ['interpolate', 'm', '--seeds', '1,2'],
      ],
      ['invert', 'm', 'p'],
    ].map((command): [string[], RegExp] => [
      [...command, '--device', 'reference', '--variant', 'simd'],
      /--variant is for wasm/,
    ]),
    [['sample', 'm', '--device', 'reference', '--threads', '2'], /--threads is for wasm/],
    [['train', '--snr-gamma', '3'], /--snr-gamma is for --loss-weighting min-snr/],
    [['train', '--label-dropout', '0.2'], /--label-dropout is for models that know classes/],
    [['sample', 'm', '--save-every', '10'], /--save-every is for --trajectory and --gif/],
  ])('%j', refused)
})
