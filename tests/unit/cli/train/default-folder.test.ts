import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { claimFolder } from '../../../../src/cli/train/default-folder.ts'
import { coded } from '../../../coded.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-claim-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const now = new Date(2026, 10, 23, 9, 5, 7)

test('runs that begin in the same second have a folder each', async () => {
  const runs = join(home, 'runs')
  const claim = () => claimFolder('/data/my digits', now, runs)
  const claimed = await Promise.all([claim(), claim(), claim()])
  const name = join(runs, 'my digits-20261123-090507')
  expect(claimed.sort()).toEqual([name, `${name}-2`, `${name}-3`])
})

test('a folder that is there, with a run or without, is another’s', async () => {
  const runs = join(home, 'taken')
  mkdirSync(join(runs, 'digits-20261123-090507'), { recursive: true })
  expect(await claimFolder('digits', now, runs)).toBe(join(runs, 'digits-20261123-090507-2'))
})

test('where none can be made, --out helps', async () => {
  writeFileSync(join(home, 'file'), '')
  await expect(claimFolder('digits', now, join(home, 'file'))).rejects.toThrow(
    coded('cli.run-folder-unusable'),
  )
})
