/** `ddpm eval FOLDER --against DATA --export`: images of any program, and what other evaluators get. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeForEvaluators } from '../../../src/cli/eval/evaluators.ts'
import { runEvaluation } from '../../../src/cli/eval/session.ts'
import type { SampleReporter } from '../../../src/cli/sample/reporter.ts'
import { readNpy } from '../../../src/formats/npy.ts'
import { decodePng, encodePng } from '../../../src/formats/png.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-against-'))
const at = (...names: string[]) => join(home, ...names)
const cache = process.env['DDPM_CACHE_DIR']
const reporter: SampleReporter = { notice: () => {}, news: () => {}, end: () => {} }
const [width, height] = [6, 4]

/** Images of a square of one colour, the first pixel unseen where there is alpha. */
function folder(name: string, count: number, channels: 1 | 4, size = { width, height }): void {
  mkdirSync(at(name))
  for (let n = 0; n < count; n++) {
    const data = new Uint8Array(size.width * size.height * channels)
    for (let i = 0; i < data.length; i++) data[i] = (37 * i + 101 * n) % 256
    for (let i = channels - 1; channels === 4 && i < data.length; i += 4) data[i] = 255
    if (channels === 4) data.set([9, 9, 9, 0])
    writeFileSync(at(name, `${n}.png`), encodePng({ ...size, channels, data }))
  }
}

beforeAll(() => {
  process.env['DDPM_CACHE_DIR'] = at('cache')
  folder('made', 9, 4)
  folder('mine', 16, 1, { width: 2 * width, height: 2 * height })
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
  if (cache === undefined) delete process.env['DDPM_CACHE_DIR']
  else process.env['DDPM_CACHE_DIR'] = cache
})

test('samples of any folder are judged, in their size and in RGB, and exported for others', async () => {
  const settings = {
    ...{ source: at('made'), against: at('mine'), exportTo: at('fid'), out: at('results') },
    ...({ sampler: 'dpm-solver++', count: 1000, seed: 0, data: undefined } as const),
    ...{ device: 'wasm', threads: 1 },
  }
  const { facts, lines, files } = await runEvaluation(
    settings,
    reporter,
    new AbortController().signal,
  )
  expect(facts).toMatchObject({ count: 9, frechetDistance: { against: 'halves', drawn: 8 } })
  expect(facts['sampler']).toBeUndefined()
  expect(lines.join('\n')).toContain('Copies of training images')
  expect(files.every(existsSync)).toBe(true)

  const arrays = (name: string) =>
    readNpy(unzipSync(readFileSync(at('fid', `${name}.npz`)))['arr_0.npy'])
  const { shape, type, values } = arrays('samples')
  expect({ shape, type }).toEqual({ shape: [9, height, width, 3], type: 'u1' })
  // white where nothing is seen, and the next pixel as it is; which image comes first is the seed's affair
  const [white, red, green] = [[...values].slice(0, 3), Number(values[3]), Number(values[4])]
  expect(white).toEqual([255, 255, 255])
  expect((green - red + 256) % 256).toBe(37)
  expect(arrays('real').shape).toEqual([12, height, width, 3])
  expect(readdirSync(at('fid/samples'))).toHaveLength(9)
  const { data, ...size } = decodePng(readFileSync(at('fid/samples/00000.png')))
  expect(size).toEqual({ width, height, channels: 3 })
  expect([...data]).toEqual([...values].slice(0, data.length))
})

test('what is transparent is exported over the colour that is asked for', async () => {
  const data = Uint8Array.of(9, 9, 9, 0, 1, 2, 3, 255)
  const set = { name: 'two', count: 1, width: 2, height: 1, channels: 4, images: data }
  await writeForEvaluators(at('red'), 'real', set, [255, 0, 0])
  expect([...decodePng(readFileSync(at('red/real/00000.png'))).data]).toEqual([255, 0, 0, 1, 2, 3])
})
