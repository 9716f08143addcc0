import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explain } from '../../../../src/cli/exit.ts'
import { pngFile } from '../../../../src/cli/options/readers.ts'
import { planRun } from '../../../../src/cli/train/plan.ts'
import { outputProblem } from '../../../../src/hosts/node/output.ts'
import { coded } from '../../../coded.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-output-'))
beforeAll(() => {
  mkdirSync(join(home, 'folder'))
  writeFileSync(join(home, 'file'), '')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a file may be written where folders are, or can be made', () => {
  for (const name of ['new.png', 'file', 'folder/new.png', 'a/b/c/new.png']) {
    expect(outputProblem(join(home, name)), name).toBeUndefined()
  }
})

test.each(['file/a.png', 'file/a/b.png', `${'long'.repeat(100)}.png`])(
  '%s is refused before the work, without a stack',
  async (name) => {
    const path = join(home, name)
    expect(outputProblem(path)).toBeDefined()
    expect(() => pngFile(path)).toThrow(coded('usage.output-blocked'))
    await expect(planRun({}, { out: path })).rejects.toThrow(coded('cli.output-blocked'))
  },
)

test('what the system refuses is never shown as a bug', () => {
  const error = Object.assign(new Error('EACCES: raw'), {
    code: 'EACCES',
    syscall: 'stat',
    path: '/x',
  })
  expect(explain(error, 'bugs')).toMatch(/^error: \/x: permission denied/)
  expect(explain(new RangeError('ours'), 'bugs')).toContain('bugs')
})
