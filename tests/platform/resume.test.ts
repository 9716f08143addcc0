/** `ddpm train` that was stopped, by a request or by force, and resumed. */

import { existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodePng } from '../../src/formats/png.ts'
import { ddpm, start } from './run-cli.ts'
import { linesOf, tiny, tinyHome } from './tiny-home.ts'

const { home, train, bytesOf } = tinyHome()

describe('a run that was stopped', () => {
  const long = ['--epochs', '1000', '--max-steps', '200', '--checkpoint-every', '20', '--json']
  let whole: Buffer
  beforeAll(async () => {
    await train(...long, '--out', 'unbroken')
    whole = bytesOf('unbroken/model.safetensors')
  })

  test('continues after SIGKILL bit for bit, with its metrics in order', async () => {
    const run = start(home, 'train', ...tiny, ...long, '--out', 'killed')
    await run.until(/"step":30,/)
    run.child.kill('SIGKILL')
    expect((await run.ended).code).toBe(null)
    expect(existsSync(join(home, 'killed/model.safetensors'))).toBe(false)

    const { code, err } = await ddpm(home, 'train', '--resume', '--json', '--out', 'killed')
    expect(code).toBe(0)
    expect(err).toContain('resumed after step')
    expect(bytesOf('killed/model.safetensors')).toEqual(whole)
    expect(bytesOf('killed/metrics.jsonl')).toEqual(bytesOf('unbroken/metrics.jsonl'))
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s writes a checkpoint, 130',
    async (signal) => {
      const out = `stopped-${signal}`
      const run = start(home, 'train', ...tiny, ...long, '--out', out)
      await run.until(/"step":30,/)
      run.child.kill(signal)
      const outcome = await run.ended
      expect(outcome.code).toBe(130)
      expect(outcome.err).toContain(`npx ddpm train --resume ${out}`)
      const lines = linesOf(outcome)
      expect(lines.at(-1)).toMatchObject({ kind: 'done', reason: 'aborted' })
      const checkpoint = lines.findLast(({ kind }) => kind === 'checkpoint')
      expect(checkpoint?.step).toBe(lines.at(-1)?.step)

      if (signal !== 'SIGINT') return // all are heard alike: one of them shows how it continues
      expect((await ddpm(home, 'train', '--resume', '--out', out)).code).toBe(0)
      expect(bytesOf(`${out}/model.safetensors`)).toEqual(whole)
    },
  )

  test('a second request quits at once, without a checkpoint', async () => {
    const slow = ['--data', 'digits', '--data-count', '200', '--batch-size', '200']
    const run = start(home, 'train', ...tiny, ...slow, '--out', 'twice')
    await run.until(/Run {5}twice/)
    run.child.kill('SIGINT')
    run.child.kill('SIGTERM')
    expect((await run.ended).code).toBe(130)
    expect(existsSync(join(home, 'twice/checkpoints'))).toBe(false)
  })

  test('Ctrl-C while images are loaded ends it soon, 130, and leaves no folder', async () => {
    mkdirSync(join(home, 'photos'))
    const data = new Uint8Array(2000 ** 2)
    const photo = encodePng({ width: 2000, height: 2000, channels: 1, data })
    writeFileSync(join(home, 'photos/0.png'), photo)
    for (let i = 1; i < 2000; i++) {
      linkSync(join(home, 'photos/0.png'), join(home, `photos/${i}.png`))
    }
    const photos = ['--data', 'photos', '--image-size', '8']
    const run = start(home, 'train', ...tiny, ...photos, '--out', 'never')
    await run.until(/Reading images: \d+ of 2,000/)
    run.child.kill('SIGINT')
    const { code, out, err } = await run.ended
    expect(code).toBe(130)
    expect(out + err).not.toContain('Reading images: 2,000')
    expect(existsSync(join(home, 'never'))).toBe(false)
  })

  test('an option that contradicts it is refused by its name', async () => {
    const { code, err } = await ddpm(home, 'train', '--resume', '--out', 'unbroken', '--seed', '9')
    expect(code).toBe(2)
    expect(err).toContain('--seed 9 contradicts the run, which has 0')
  })
})
