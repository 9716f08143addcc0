import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const dist = `${import.meta.dirname}/dist/`
const literal = (text: string) => text.replace(/[^\w/]/g, '\\$&')

/** Tests that keep to themselves: their files share a process, and the modules that it has loaded. */
const sharing = ['unit', 'property', 'conformance', 'golden'].map((name) => `tests/${name}/**`)

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
          include: sharing.map((folder) => `${folder}/*.test.ts`),
        },
      },
      {
        test: {
          ...{ ...shared, name: 'apart', include: ['tests/**/*.test.ts'] },
          exclude: sharing,
        },
      },
    ],
  },
})
