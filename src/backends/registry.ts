/** Every backend, the fastest first: flags, lists and `openDevice` are made from these lines. */

import type { BackendDefinition } from './definition.ts'
import { reference } from './reference/definition.ts'
import { wasm } from './wasm/definition.ts'

export const backends: readonly BackendDefinition[] = [wasm, reference]
