/** What biome cannot see: promises by their types. Everything else is biome's. */

import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: ['dist', 'wasm', 'models', 'node_modules', 'src/backends/wasm/assembly'],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      // what a `finally` or a generator frees is in use until the promise is settled
      '@typescript-eslint/return-await': ['error', 'always'],
    },
  },
)
