/** Real MNIST for the tests that need it, from a folder beside the repository where there is one. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const realMnist = fileURLToPath(new URL('../../../../shared/data/mnist', import.meta.url))
export const haveRealMnist = existsSync(`${realMnist}/train-images-idx3-ubyte.gz`)
export const needsRealMnist = haveRealMnist ? '' : ` (skipped: no MNIST in ${realMnist})`
