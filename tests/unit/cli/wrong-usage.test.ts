/** What is refused before anything is loaded, with the exit code of wrong usage. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { errorEvent } from '../../../src/cli/exit.ts'
import { runCli } from '../../../src/cli/run.ts'

let out: string
let said: string
beforeEach(() => {
  out = said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

/** The event of a command that takes `--json`, and the usage on stderr. */
async function refused(args: readonly string[], code: string, place?: string): Promise<void> {
  expect(await runCli([...args, '--json']), args.join(' ')).toBe(2)
  expect(JSON.parse(out)).toMatchObject({ kind: 'error', code, exitCode: 2 })
  if (place) expect(JSON.parse(out).values).toMatchObject({ place })
  expect(said).toMatch(/^error: [^\n]*\nusage: ddpm [^\n]*\n$/)
}

describe('a command line that cannot be read', () => {
  test.each([
    [['trian'], 'usage.unknown-command'],
    [['train', '--epoch', '3'], 'usage.unknown-option'],
    [['sample'], 'usage.missing-argument'],
    [['inpaint', 'm', 'p'], 'usage.missing-option'],
    [['inspect', 'a', 'b'], 'usage.too-many-arguments'],
    [['train', '--resume'], 'usage.resume-without-run'],
    [['train', '--data', 'digts'], 'usage.unknown-data'],
  ])('%j', refused)

  test('an option without its value', async () => {
    expect(await runCli(['train', '--json', '--epochs'])).toBe(2)
    expect(JSON.parse(out)).toMatchObject({
      ...{ code: 'usage.missing-value', values: { name: '--epochs <n>' } },
    })
  })

  test('a near miss is answered with the word meant', async () => {
    await refused(['train', '--epoch', '3'], 'usage.unknown-option')
    expect(JSON.parse(out).values).toEqual({ name: '--epoch', meant: '--epochs' })
  })
})

describe('values out of their range', () => {
  test.each([
    [['img2img', 'm', 'a.png', '--strength', '5'], 'usage.out-of-option-range', '--strength 5'],
    [['img2img', 'm', 'a.png', '--strength', '0'], 'usage.out-of-option-range', '--strength 0'],
    [['img2img', 'm', 'a.png', '--order', '4'], 'usage.not-a-choice', '--order 4'],
    [['inpaint', 'm', 'a.png', '--mask', 'left', '--sampler', 'unipc'], 'usage.not-a-choice'],
    [['invert', 'm', 'a.png', '--spacing', 'even'], 'usage.not-a-choice', '--spacing even'],
    [['invert', 'm', 'a.png', '--eta', '1'], 'usage.unknown-option'],
    [['interpolate', 'm', '--seeds', '1,2', '--eta', '1'], 'usage.unknown-option'],
    [['sample', 'm', '--eta', '3'], 'usage.out-of-option-range', '--eta 3'],
    [['sample', 'm', '-o', 'a.jpg'], 'usage.samples-place-unclear', '--output a.jpg'],
    [['img2img', 'm', 'a.png', '-o', import.meta.dirname], 'usage.output-is-folder'],
    [['sample', 'm', '-n', '0'], 'usage.not-whole-number', '-n 0'],
    [['interpolate', 'm', '--seeds', '1,2', '-o', 'a.gif', '--gif'], 'usage.output-not-png'],
    [['train', '--lr', 'NaN'], 'usage.out-of-option-range', '--lr NaN'],
    [['train', '--preset', 'quik'], 'usage.not-a-choice', '--preset quik'],
    [['train', '--sample-steps', '5000'], 'usage.sample-steps-exceed-timesteps'],
    [['train', '--preset', 'quick', '--timesteps', '9'], 'usage.sample-steps-exceed-timesteps'],
    [['train', '--data', 'digits', '--image-size', '8'], 'usage.out-of-data-range'],
    [['train', '--data', 'digits', '--image-size', '30'], 'usage.image-size-uneven'],
    [['train', '--image-size', '0'], 'usage.out-of-option-range', '--image-size 0'],
  ])('%j', refused)
})

describe('options that would change nothing', () => {
  test.each([
    [['bench', '--device', 'reference', '--threads', '8'], 'usage.option-of-other-device'],
    ...[
      ...[['bench'], ['train'], ['sample', 'm'], ['eval', 'm'], ['img2img', 'm', 'p']],
      ...[
        ['inpaint', 'm', 'p', '--mask', 'left'],
        ['interpolate', 'm', '--seeds', '1,2'],
      ],
      ['invert', 'm', 'p'],
    ].map((command): [string[], string] => [
      [...command, '--device', 'reference', '--variant', 'simd'],
      'usage.option-of-other-device',
    ]),
    [['sample', 'm', '--device', 'reference', '--threads', '2'], 'usage.option-of-other-device'],
    [['train', '--snr-gamma', '3'], 'usage.option-needs'],
    [['train', '--condition-dropout', '0.2'], 'usage.option-needs'],
    [['sample', 'm', '--save-every', '10'], 'usage.option-needs'],
    [['interpolate', 'm'], 'usage.no-ends'],
    [['interpolate', 'm', '--images', 'a', 'b', '--guidance', '2'], 'usage.option-needs-seeds'],
    [['interpolate', 'm', '--images', 'a', 'b', '--order', '2'], 'usage.option-needs-seeds'],
  ])('%j', refused)
})

test('a failure is an event with a code, never a message of the system', async () => {
  expect(await runCli(['inspect', 'no/such/place', '--json'])).toBe(1)
  expect(JSON.parse(out)).toEqual({
    ...{ kind: 'error', code: 'cli.nothing-there', exitCode: 1 },
    ...{ values: { path: 'no/such/place' }, message: expect.any(String) },
  })
})

test('a refusal of the system has a code, and a bug of ours is one', () => {
  const refusal = Object.assign(new Error('ENOENT: no such file, open x'), {
    ...{ syscall: 'open', code: 'ENOENT', path: 'x' },
  })
  expect(errorEvent(refusal)).toMatchObject({ code: 'cli.system-refused', values: { path: 'x' } })
  expect(errorEvent(refusal).message).not.toContain('open')
  expect(errorEvent(new TypeError('x is not a function'))).toMatchObject({
    ...{ code: 'internal', exitCode: 1, values: {} },
  })
})
