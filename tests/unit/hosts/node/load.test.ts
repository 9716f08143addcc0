/** Loading images takes a while: it says how far it is, ends at once, and blocks nothing. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LoadProgress } from '../../../../src/data/source.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { loadData, loadSplits } from '../../../../src/hosts/node/load.ts'
import { scratchFolder } from './mirror-server.ts'

/** A folder of small images. */
async function images(count: number): Promise<string> {
  const folder = await scratchFolder()
  const bytes = encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) })
  for (let i = 0; i < count; i++) await writeFile(join(folder, `${i}.png`), bytes)
  return folder
}

test.each([
  ['digits', 'drawing', 40],
  ['a folder', 'reading', 5],
] as const)(
  '%s: progress begins at 0, never falls and ends at the total',
  async (what, stage, total) => {
    const steps: LoadProgress[] = []
    const onProgress = (progress: LoadProgress) => steps.push(progress)
    await loadData(what === 'digits' ? what : await images(5), { count: 40, onProgress })
    const done = steps.map((step) => step.done)
    expect([done[0], done.at(-1)]).toEqual([0, total])
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(steps.every((step) => step.stage === stage && step.total === total)).toBe(true)
  },
)

test.each(['digits', 'a folder'])('%s: an abort in the middle ends it', async (what) => {
  const spec = what === 'digits' ? what : await images(5)
  const stop = new AbortController()
  const onProgress = ({ done }: LoadProgress) => {
    if (done > 0) stop.abort(new Error('enough'))
  }
  const options = { count: 10_000_000, size: 12, signal: stop.signal, onProgress }
  await expect(loadData(spec, options)).rejects.toThrow('enough')
  await expect(loadSplits(spec, options)).rejects.toThrow('enough')
})

test('digits are drawn between turns of the event loop, where others are heard', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('from outside')))
  const drawing = loadData('digits', { count: 10_000_000, imageSize: 12, signal: stop.signal })
  await expect(drawing).rejects.toThrow('from outside')
})
