/** The doors: how many names they open to, and that each opens. */

import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const path = (door: string) => new URL(`../../src/${door}.ts`, import.meta.url).pathname

const program = ts.createProgram(['node', 'browser'].map(path), {
  ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  ...{ target: ts.ScriptTarget.ES2022, allowImportingTsExtensions: true, noEmit: true },
  types: ['node'],
})
const checker = program.getTypeChecker()

/** Every exported name, types too, as TypeScript resolves them. */
function namesOf(door: string): string[] {
  const file = program.getSourceFile(path(door))
  const symbol = file && checker.getSymbolAtLocation(file)
  return symbol ? checker.getExportsOfModule(symbol).map(({ name }) => name) : []
}

test.each(['node', 'browser'])('the front door of %s has at most 70 names', (door) => {
  const names = namesOf(door)
  expect(names).toEqual(expect.arrayContaining(['Model', 'train', 'grid', 'openDevice', 'presets']))
  expect(names.length).toBeLessThanOrEqual(70)
})

describe('the package', () => {
  const { exports } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )

  test.each(['engine', 'nn', 'diffusion', 'training', 'evaluation', 'formats'])(
    'has the door ddpm/%s',
    (door) => {
      const types = `./dist/${door}.d.ts`
      expect(exports[`./${door}`]).toEqual({ types, default: `./dist/${door}.js` })
      expect(readFileSync(path(door), 'utf8')).toMatch(/^\/\*\*/)
    },
  )
})
