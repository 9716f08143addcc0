/** The doors: how many names they open to, and that each opens. */

import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const path = (door: string) => new URL(`../../src/${door}.ts`, import.meta.url).pathname

const deeper = ['engine', 'nn', 'diffusion', 'training', 'evaluation', 'formats']

const program = ts.createProgram(['node', 'browser', ...deeper].map(path), {
  ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  ...{ target: ts.ScriptTarget.ES2022, allowImportingTsExtensions: true, noEmit: true },
  types: ['node'],
})
const checker = program.getTypeChecker()

/** Everything that a door exports, types too, as TypeScript resolves it. */
function exportsOf(door: string): ts.Symbol[] {
  const file = program.getSourceFile(path(door))
  const symbol = file && checker.getSymbolAtLocation(file)
  return symbol ? checker.getExportsOfModule(symbol) : []
}

const namesOf = (door: string) => exportsOf(door).map(({ name }) => name)

test.each(['node', 'browser', ...deeper])('every name of the door %s has a docstring', (door) => {
  const silent = exportsOf(door).filter((symbol) => {
    const aliased = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return aliased.getDocumentationComment(checker).length === 0
  })
  expect(silent.map(({ name }) => name)).toEqual([])
})

test.each(['node', 'browser'])('the front door of %s has at most 70 names', (door) => {
  const names = namesOf(door)
  expect(names).toEqual(expect.arrayContaining(['Model', 'train', 'grid', 'openDevice', 'presets']))
  expect(names.length).toBeLessThanOrEqual(70)
})

describe('the package', () => {
  const { exports } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )

  test.each(deeper)('has the door ddpm/%s', (door) => {
    const types = `./dist/${door}.d.ts`
    expect(exports[`./${door}`]).toEqual({ types, default: `./dist/${door}.js` })
    expect(readFileSync(path(door), 'utf8')).toMatch(/^\/\*\*/)
  })
})
