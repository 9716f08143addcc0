/** `ddpm train` that was stopped, by a request or by force, and resumed. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ddpm, start } from './run-cli.ts'
import { long, stopped } from './stopped-run.ts'
import { tiny, tinyHome } from './tiny-home.ts'

const { home, train, bytesOf } = tinyHome()

describe('a run that was stopped', () => {
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

  test('SIGINT writes a checkpoint, 130, from which it continues', async () => {
    const outcome = await stopped(home, 'SIGINT')
    expect(outcome.code).toBe(130)
    expect(outcome.err).toContain('npx ddpm train --resume stopped-SIGINT')
    expect((await ddpm(home, 'train', '--resume', '--out', 'stopped-SIGINT')).code).toBe(0)
    expect(bytesOf('stopped-SIGINT/model.safetensors')).toEqual(whole)
  })

  test('an option that contradicts it is refused by its name', async () => {
    const { code, err } = await ddpm(home, 'train', '--resume', '--out', 'unbroken', '--seed', '9')
    expect(code).toBe(2)
    expect(err).toContain('--seed 9 contradicts the run, which has 0')
  })
})
