/** Every declaration of the packed package, by both ways of resolving modules. */

import { test } from 'vitest'
import { compile, packedPackage } from './packed.ts'

packedPackage()

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('type checks with module %s and resolution %s', (module, resolution) => {
  compile(module, resolution)
})
