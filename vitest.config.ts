import { defineConfig } from 'vitest/config'

const dist = `${import.meta.dirname}/dist/`
const literal = (text: string) => text.replace(/[^\w/]/g, '\\$&')

/** Tests in `*.long.test.ts` run in `npm run test:all`, not in `npm test`: see docs/architecture.md. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/equal-arrays.ts'],
    globalSetup: ['tests/browser/build-studio.ts', 'tests/browser/the-chromium.ts'],
    reporters: ['default', './tests/totals.ts'],
    pool: 'forks',
    // the built package is loaded as its users load it
    server: { deps: { external: [new RegExp(`^(file://)?${literal(dist)}`)] } },
    maxWorkers: 2,
    testTimeout: 300_000,
    // a state that is waited for comes or the test ends
    expect: { poll: { timeout: 240_000 } },
    hookTimeout: 300_000,
  },
})
