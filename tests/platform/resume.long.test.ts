/** `ddpm train` that other signals stop, twice, or before it has begun. */

import { existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodePng } from '../../src/formats/png.ts'
import { start } from './run-cli.ts'
import { stopped } from './stopped-run.ts'
import { tiny, tinyHome } from './tiny-home.ts'

const { home } = tinyHome()

describe('a run that is stopped', () => {
  test.each(['SIGTERM', 'SIGHUP'] as const)('%s writes a checkpoint, 130', async (signal) => {
    const { code, err } = await stopped(home, signal)
    expect(code).toBe(130)
    expect(err).toContain(`npx ddpm train --resume stopped-${signal}`)
  })

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
})
