/** The built command line, run as a user runs it: exit codes, events, wrong usage. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ddpm, start } from './run-cli.ts'
import { linesOf, tiny, tinyHome } from './tiny-home.ts'

const { home, train, bytesOf } = tinyHome()

describe('train', () => {
  test('makes what it promises and ends with three commands', async () => {
    const { code, out, err } = await train('--epochs', '2', '--sample-every', '1', '--out', 'whole')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/Epoch 1\/2 \| Loss: \d\.\d{4}/)
    for (const name of ['final.png', 'loss.png', 'loss.svg', 'trajectory.png', 'denoising.gif']) {
      expect(out).toContain(join('whole', name))
      expect(existsSync(join(home, 'whole', name)), name).toBe(true)
    }
    expect(existsSync(join(home, 'whole/samples/epoch-001.png'))).toBe(true)
    expect(out.split('Try next:')[1].trim().split('\n')).toHaveLength(3)
    const metrics = bytesOf('whole/metrics.jsonl').toString().trimEnd().split('\n')
    const kinds = metrics.map((line) => JSON.parse(line).kind)
    const epoch = [...Array<string>(10).fill('step'), 'epoch', 'copies']
    expect(kinds).toEqual([...epoch, ...epoch])
    expect(out.split('\n').length).toBeLessThan(32)
  })

  test('--json: events on stdout and nothing else, with paths for pixels', async () => {
    const outcome = await train('--epochs', '1', '--json', '--out', 'events')
    const lines = linesOf(outcome)
    expect(outcome.code).toBe(0)
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...[...Array<string>(10).fill('step'), 'checkpoint', 'epoch', 'sample', 'work', 'done'],
    ])
    for (const { kind, step, loss } of lines.slice(0, 10)) {
      expect([kind, typeof step, typeof loss]).toEqual(['step', 'number', 'number'])
    }
    expect(lines[12].path).toBe(join('events', 'final.png'))
  })

  test('a folder with a run in it is refused, and the run is unharmed', async () => {
    await train('--max-steps', '1', '--out', 'taken')
    const before = bytesOf('taken/model.safetensors')
    const { code, err } = await train('--max-steps', '1', '--seed', '1', '--out', 'taken')
    expect(code).toBe(1)
    expect(err).toMatch(/^error: taken holds a run already: add --resume .* --out\n$/)
    expect(bytesOf('taken/model.safetensors')).toEqual(before)
  })

  test('an --out that cannot be written is refused without a stack', async () => {
    const { code, err } = await train('--max-steps', '1', '--out', 'data/train-images-idx3-ubyte/x')
    expect(code).toBe(1)
    expect(err).toMatch(/^error: .*--out\n$/)
  })
})

describe('a reader that goes away', () => {
  test('ends a command that answers at once without a word', async () => {
    const running = start(home, 'inspect', 'data')
    running.child.stdout?.destroy()
    expect(await running.ended).toMatchObject({ code: 0, err: '' })
  })

  test('stops a training safely', async () => {
    const running = start(home, 'train', ...tiny, '--epochs', '1000', '--json', '--out', 'unread')
    await running.until(/"step":3,/)
    running.child.stdout?.destroy()
    const { code, err } = await running.ended
    expect(code).toBe(130)
    expect(err).toContain('npx ddpm train --resume unread')
  })
})

describe('wrong usage ends with 2 and teaches', () => {
  test.each([
    [['trian'], /unknown command 'trian' \(did you mean train\?\)/],
    [['train', '--epochs', '0'], /--epochs 0: use a whole number from 1/],
    [['train', '--device', 'wasn'], /--device wasn: .*did you mean "wasm"/],
  ])('%j', async (args, message) => {
    const { code, out, err } = await ddpm(home, ...args)
    expect(err).toMatch(message)
    expect(err).toMatch(/\nusage: ddpm /)
    expect(err).not.toMatch(/\n\s+at /)
    expect([code, out]).toEqual([2, ''])
  })

  test('a batch larger than the data is refused before anything is written', async () => {
    const { code, err } = await train('--batch-size', '41', '--out', 'never')
    expect(code).toBe(2)
    expect(err).toContain('--batch-size 41 is more than the 40 images')
    expect(existsSync(join(home, 'never'))).toBe(false)
  })

  test('a schedule that ends in noise alone needs another target', async () => {
    const { code, err } = await train('--zero-snr', '--out', 'never')
    expect([code, existsSync(join(home, 'never'))]).toEqual([1, false])
    expect(err).toMatch(/zero terminal SNR.*train with the target v or x0/)
    const fixed = await train('--zero-snr', '--target', 'v', '--out', 'zero', '--max-steps', '1')
    expect([fixed.code, fixed.err]).toEqual([0, ''])
    const { schedule } = JSON.parse((await ddpm(home, 'inspect', '--json', 'zero')).out)
    expect(schedule.zeroSnr).toBe(true)
  })

  test('with --json the mistake is an event, too', async () => {
    const outcome = await ddpm(home, 'train', '--json', '--epochs', '0')
    expect(outcome.code).toBe(2)
    expect(linesOf(outcome)).toMatchObject([
      { kind: 'error', code: 'usage.out-of-option-range', exitCode: 2 },
    ])
  })
})
