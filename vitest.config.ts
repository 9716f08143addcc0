import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const dist = `${import.meta.dirname}/dist/`
const literal = (text: string) => text.replace(/[^\w/]/g, '\\$&')

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))

/** Whether a file puts others in the place of modules, or loads them again: they must not be loaded before. */
const mocks = (file: string) =>
  /\bvi\.(mock|doMock|resetModules)\(/.test(readFileSync(file, 'utf8'))

/** Tests that keep to themselves: their files share a process, and the modules that it has loaded. */
const sharing = ['unit', 'property', 'conformance', 'golden'].flatMap((name) =>
  filesIn(join('tests', name)),
)

/**
 * Node's own loader, where Node reads TypeScript. Under vite's every use of an import is a property
 * read, and hot loops take a quarter longer; but only vite's puts modules in others' place.
 */
const features: object = process.features
const native: TestProjectInlineConfiguration['test'] =
  'typescript' in features && features.typescript
    ? { experimental: { viteModuleRunner: false } }
    : {}

const shared: TestProjectInlineConfiguration['test'] = {
  setupFiles: ['tests/equal-arrays.ts'],
  pool: 'forks',
  // the built package is loaded as its users load it
  server: { deps: { external: [new RegExp(`^(file://)?${literal(dist)}`)] } },
  testTimeout: 300_000,
  // a state that is waited for comes or the test ends
  expect: { poll: { timeout: 240_000 } },
  hookTimeout: 300_000,
}

/** Tests in `*.long.test.ts` run in `npm run test:all`, not in `npm test`: see docs/architecture.md. */
export default defineConfig({
  test: {
    globalSetup: ['tests/browser/build-studio.ts', 'tests/browser/the-chromium.ts'],
    reporters: ['default', './tests/totals.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...{ ...shared, ...native, name: 'sharing', isolate: false },
          include: sharing.filter((file) => !mocks(file)),
        },
      },
      {
        test: {
          ...{ ...shared, ...native, name: 'apart' },
          include: ['tests/*.test.ts', 'tests/{browser,learning,platform}/**/*.test.ts'],
        },
      },
      { test: { ...{ ...shared, name: 'mocking' }, include: sharing.filter(mocks) } },
    ],
  },
})
