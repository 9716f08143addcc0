import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const dist = `${import.meta.dirname}/dist/`
const literal = (text: string) => text.replace(/[^\w/]/g, '\\$&')

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))

/** Whether a file puts others in the place of modules, which must not be loaded before. */
const mocks = (file: string) => readFileSync(file, 'utf8').includes('vi.mock(')

/** Tests that keep to themselves: their files share a process, and the modules that it has loaded. */
const sharing = ['unit', 'property', 'conformance', 'golden'].flatMap((name) =>
  filesIn(join('tests', name)),
)

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
          ...{ ...shared, name: 'sharing', isolate: false },
          include: sharing.filter((file) => !mocks(file)),
        },
      },
      {
        test: {
          ...{ ...shared, name: 'apart' },
          include: [
            'tests/*.test.ts',
            'tests/{browser,learning,platform}/**/*.test.ts',
            ...sharing.filter(mocks),
          ],
        },
      },
    ],
  },
})
