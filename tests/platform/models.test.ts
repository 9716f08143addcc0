/** The models that come with the package: they are what models/README.md says, and make digits. */

import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { decodePng } from '../../src/formats/png.ts'
import { loadModelFile } from '../../src/hosts/node/model-file.ts'
import { bundledModels } from '../../src/models/bundled.ts'
import { ddpm, failureOf } from './run-cli.ts'

const models = new URL('../../models/', import.meta.url)
const home = mkdtempSync(join(tmpdir(), 'ddpm-models-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe.each(bundledModels)('%s', (name) => {
  const path = fileURLToPath(new URL(`${name}.safetensors`, models))

  test('is small, and the file that its README describes', () => {
    const bytes = readFileSync(path)
    expect(bytes.length).toBeLessThan(6 * 2 ** 20)
    const sum = createHash('sha256').update(bytes).digest('hex')
    expect(readFileSync(new URL('README.md', models), 'utf8')).toContain(sum)
  })

  test('loads by its name, and a file of that name comes first', async () => {
    expect((await loadModelFile(name)).path).toBe(path)
    writeFileSync(join(home, name), 'no model')
    const { code, err } = await ddpm(home, 'sample', name)
    expect([code, err.includes(`${name}: safetensors`)]).toEqual([1, true])
    rmSync(join(home, name))
  })

  test('is started from beside a folder of its name that holds no model', async () => {
    mkdirSync(join(home, name))
    const args = ['--from', name, '--data', 'digits', '--model', 'simple-unet']
    const { code, err } = await ddpm(home, 'train', ...args)
    expect([code, err]).toEqual([1, expect.stringContaining('simple-unet')])
    rmSync(join(home, name), { recursive: true })
  })

  test('is described by inspect', async () => {
    const { code, out } = await ddpm(home, 'inspect', name, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ kind: 'model' })
  })
})

test.each(bundledModels)('%s draws the class that is asked for', async (name) => {
  const { classNames: [, second = '1'] = [] } = await loadModelFile(name)
  const args = ['-n', '2', '--class', second, '--steps', '2', '-o', `${name}.png`]
  const { code, err } = await ddpm(home, 'sample', name, ...args)
  expect([code, err]).toEqual([0, ''])
})

test('mnist makes the digits that it is asked for', async () => {
  const args = ['-n', '20', '--class', '1,0', '--steps', '6', '--columns', '20', '--scale', '1']
  args.push('--no-names', '-o', 'digits.png')
  const { code, err } = await ddpm(home, 'sample', 'mnist', ...args)
  expect([code, err]).toEqual([0, ''])
  const { width, channels, data } = decodePng(readFileSync(join(home, 'digits.png')))
  expect([width, channels]).toEqual([2 + 20 * 30, 1])
  /** Mean brightness of a digit's middle 4x4: ink in a 1, a hole in a 0. */
  const middle = (digit: number) => {
    const at = (x: number, y: number) => data[(2 + 12 + y) * width + 2 + digit * 30 + 12 + x]
    const rows = [0, 1, 2, 3]
    return rows.flatMap((y) => rows.map((x) => at(x, y))).reduce((sum, value) => sum + value) / 16
  }
  const inked = Array.from({ length: 20 }, (_, i) => middle(i) > 100)
  expect(inked.filter((ink, i) => ink === (i % 2 === 0)).length).toBeGreaterThanOrEqual(18)
})

test('a name that is nearly right is answered with the right one', async () => {
  const { exitCode, message } = await failureOf(home, 'sample', 'mnits')
  expect(exitCode).toBe(1)
  expect(message).toMatch(/mnits .*did you mean "mnist"/)
})
