/** Builds the studio into `dist/studio`: relative addresses, so that any folder of any host serves it. */

import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/studio',
    emptyOutDir: true,
    target: 'es2022',
    // kernels are fetched and compiled as they come, never from a data: address
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
})
