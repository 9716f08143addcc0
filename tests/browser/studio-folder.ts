/** Where the studio is built. */

import { resolve } from 'node:path'

export const STUDIO = resolve(import.meta.dirname, '../../dist/studio')
