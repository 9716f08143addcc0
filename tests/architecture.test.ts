/** The arrows of docs/architecture.md: who may import whom. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../src')

/** The rooms that know no host. */
const core = [
  ...['base', 'formats', 'engine', 'backends', 'nn', 'diffusion', 'images', 'plots', 'data'],
  ...['interchange', 'models', 'training', 'evaluation'],
]

/** What each part of src may import besides itself: a room, or a door by its file. */
const arrows: Record<string, readonly string[]> = {
  base: [],
  formats: ['base'],
  runs: ['base'],
  engine: ['base'],
  backends: ['base', 'engine'],
  nn: ['base', 'engine'],
  diffusion: ['base', 'engine'],
  images: ['base', 'formats'],
  plots: ['base', 'formats', 'images'],
  data: ['base', 'engine', 'formats'],
  interchange: ['base', 'engine', 'nn', 'diffusion', 'formats'],
  evaluation: ['base', 'engine', 'nn', 'data', 'formats'],
  models: ['base', 'engine', 'nn', 'diffusion', 'formats', 'interchange', 'data', 'evaluation'],
  training: ['base', 'engine', 'nn', 'diffusion', 'data', 'formats', 'models', 'evaluation'],
  hosts: [...core, 'runs'],
  cli: ['node.ts', ...core, 'hosts', 'runs'],
  // the doors
  'index.ts': core,
  'engine.ts': ['base', 'engine'],
  'nn.ts': ['nn'],
  'diffusion.ts': ['base', 'diffusion'],
  'training.ts': ['data', 'engine', 'training'],
  'evaluation.ts': ['data', 'evaluation', 'plots'],
  'formats.ts': ['data', 'formats', 'models', 'training'],
  'node.ts': ['index.ts', ...core, 'hosts'],
  'browser.ts': ['index.ts', ...core, 'hosts'],
}

/** What the parts of `backends` may import of one another. */
const backendArrows: Record<string, readonly string[]> = {
  errors: [],
  definition: [],
  cpu: ['errors'],
  reference: ['definition', 'errors'],
  wasm: ['definition', 'cpu', 'errors'],
  registry: ['definition', 'wasm', 'reference'],
  open: ['definition', 'registry', 'errors'],
}

/** Packages from npm, and where they may be used. */
const packages: Record<string, readonly string[]> = {
  fflate: ['formats'],
  fzstd: ['formats'],
  hyparquet: ['formats'],
  gifenc: ['formats'],
  valibot: ['interchange', 'models', 'training', 'cli'],
  undici: ['hosts'],
  commander: ['cli'],
  '@commander-js/extra-typings': ['cli'],
  hono: ['cli'],
  '@hono/node-server': ['cli'],
  '@hono/node-server/serve-static': ['cli'],
  'hono/etag': ['cli'],
  'hono/secure-headers': ['cli'],
  'hono/utils/mime': ['cli'],
  '@hono/node-server/utils/response': ['cli'],
}

interface Import {
  readonly from: string
  readonly to: string
}

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|js)$/.test(file) && !file.endsWith('.d.ts'))
    .filter((file) => !file.includes('assembly/'))
    .map((file) => file.replaceAll('\\', '/'))

const sources = sourcesIn(root)

/** A room by its folder, a door by its file. */
const partOf = (file: string) => file.split('/')[0]

/** @param folder what files are named from */
function importsOf(file: string, folder = root): Import[] {
  const text = readFileSync(join(folder, file), 'utf8')
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].map(([, a, b, c]) => {
    const target = a ?? b ?? c
    const to = target.startsWith('.')
      ? relative(folder, resolve(folder, dirname(file), target)).replaceAll('\\', '/')
      : target
    return { from: file, to }
  })
}

const imports = sources.flatMap((file) => importsOf(file))
const isOurs = ({ to }: Import) => sources.includes(to)

describe('arrows', () => {
  test('every import follows one', () => {
    const wrong = imports.filter(isOurs).filter(({ from, to }) => {
      const [a, b] = [partOf(from), partOf(to)]
      return a !== b && !arrows[a]?.includes(b)
    })
    expect(wrong).toEqual([])
  })

  test('lowering for a CPU knows no executor, and backends know nothing of one another', () => {
    const inside = (file: string) => file.startsWith('backends/')
    const part = (file: string) => partOf(file.slice('backends/'.length)).replace(/\.ts$/, '')
    const wrong = imports.filter(({ from, to }) => {
      if (!inside(from) || !inside(to)) return false
      const [a, b] = [part(from), part(to)]
      return a !== b && !backendArrows[a]?.includes(b)
    })
    expect(wrong).toEqual([])
  })

  test('relative imports name files that exist, with their extension', () => {
    const lost = imports.filter(
      ({ to }) => to.startsWith('..') || (/\.(ts|js)$/.test(to) && !sources.includes(to)),
    )
    expect(lost.filter(({ to }) => !to.endsWith('.d.ts'))).toEqual([])
  })

  test('Node’s modules are imported at the border only', () => {
    const wrong = imports.filter(({ from, to }) => {
      return to.startsWith('node:') && !/^(hosts\/node\/|cli\/|node\.ts)/.test(from)
    })
    expect(wrong).toEqual([])
  })

  test('packages are imported where they belong', () => {
    const wrong = imports
      .filter((i) => !isOurs(i) && !i.to.startsWith('node:') && !i.to.startsWith('.'))
      .filter(({ from, to }) => !sources.includes(to) && !packages[to]?.includes(partOf(from)))
    expect(wrong).toEqual([])
  })

  test('no import goes round in a circle', () => {
    const next = new Map<string, string[]>()
    for (const { from, to } of imports.filter(isOurs))
      next.set(from, [...(next.get(from) ?? []), to])
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      if (done.has(file) || path.includes(file)) return
      for (const target of next.get(file) ?? []) visit(target, [...path, file])
      done.add(file)
    }
    for (const file of sources) visit(file, [])
    expect(circles).toEqual([])
  })

  test('nothing that a browser loads reaches Node', () => {
    const reached = new Set<string>()
    const visit = (file: string) => {
      if (reached.has(file)) return
      reached.add(file)
      for (const { to } of imports.filter(({ from }) => from === file)) visit(to)
    }
    visit('browser.ts')
    expect(reached.size).toBeGreaterThan(40)
    expect([...reached].filter((file) => /^node:|hosts\/node|undici|commander/.test(file))).toEqual(
      [],
    )
  })

  test('the page’s own objects are used in the browser’s host only', () => {
    const dom = /\b(document|window|navigator|localStorage)\b\./
    const users = sources.filter((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      return dom.test(code) && !file.startsWith('hosts/browser/')
    })
    expect(users).toEqual([])
  })
})

describe('the studio', () => {
  const studio = resolve(root, '../studio/src')
  const pages = sourcesIn(studio)

  /** The door, the rooms that know no host, and what a run folder is. */
  const open = ['browser.ts', ...[...core, 'runs'].map((room) => `${room}/`)]
  const chinese = 'parts/errors-zh/' // names every code, by types alone

  test('knows no host but the browser’s door', () => {
    const beyond = pages
      .flatMap((file) => importsOf(file, studio))
      .filter(
        ({ to }) => to.startsWith('..') && !open.some((part) => to.startsWith(`../../src/${part}`)),
      )
      .filter(({ from, to }) => !(from.startsWith(chinese) && /errors\.ts$/.test(to)))
    expect(pages.length).toBeGreaterThan(20)
    expect(beyond).toEqual([])
  })

  test('translates errors without downloading their English words', () => {
    const files = pages.filter((file) => file.startsWith(chinese))
    const lines = files.flatMap((file) => readFileSync(join(studio, file), 'utf8').split('\n'))
    const ofLibrary = lines.filter((line) => /from '(\.\.\/)+src\//.test(line))
    expect(ofLibrary.length).toBeGreaterThan(5)
    expect(ofLibrary.filter((line) => !line.startsWith('import type'))).toEqual([])
  })

  /** What each part may import besides itself; of the pages, none imports another. */
  const studioArrows: Record<string, readonly string[]> = {
    compute: [],
    shell: ['compute'],
    parts: ['shell', 'compute'],
    page: ['parts', 'shell', 'compute'],
    app: ['page', 'parts', 'shell'],
    main: ['app', 'shell', 'compute', 'theme'],
  }
  const pageOf = (file: string) => /^pages\/([^/]+)/.exec(file)?.[1]
  const studioPart = (file: string) =>
    pageOf(file) ? 'page' : file.split('/')[0].replace(/\.tsx?$/, '')
  const inside = pages
    .flatMap((file) => importsOf(file, studio))
    .filter(({ to }) => pages.includes(to) || to.startsWith('theme/'))

  test('has one-way arrows: pages know no other page, parts know no page', () => {
    const wrong = inside.filter(({ from, to }) => {
      const [a, b] = [studioPart(from), studioPart(to)]
      return a === b ? pageOf(from) !== pageOf(to) : !studioArrows[a]?.includes(b)
    })
    expect(inside.length).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })

  test('computes in its worker alone: no page opens a device or imports the worker’s files', () => {
    const callers = inside.filter(
      ({ from, to }) => to.startsWith('compute/worker/') && !from.startsWith('compute/worker/'),
    )
    expect(callers).toEqual([])
    const opening = pages.filter((file) =>
      /\b(openDevice|openReference|createBuffer)\b/.test(readFileSync(join(studio, file), 'utf8')),
    )
    expect(opening).toEqual(['compute/worker/device.ts'])
  })

  test('opens its files by saying what they are, and keeps them short', () => {
    const texts = pages.map((file) => [file, readFileSync(join(studio, file), 'utf8')] as const)
    expect(texts.filter(([, text]) => !/^(\/\*\*|\/\/)/.test(text))).toEqual([])
    expect(texts.filter(([, text]) => text.split('\n').length > 300)).toEqual([])
  })
})

describe('files', () => {
  const lengths = sources.map((file) => readFileSync(join(root, file), 'utf8').split('\n').length)

  test('are short: median under 120 lines, none over 300', () => {
    const sorted = [...lengths].sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(120)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(300)
  })

  test('open by saying what they are', () => {
    const silent = sources.filter((file) => {
      const text = readFileSync(join(root, file), 'utf8').replace(/^#!.*\n/, '')
      return !/^(\/\*\*|\/\/)/.test(text)
    })
    expect(silent).toEqual([])
  })
})
