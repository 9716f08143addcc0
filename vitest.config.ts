import { defineConfig } from 'vitest/config'

/** Tests in `*.long.test.ts` run in `npm run test:all`, not in `npm test`: see docs/architecture.md. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/equal-arrays.ts'],
    globalSetup: ['tests/browser/build-studio.ts'],
    reporters: ['default', './tests/totals.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
