/**
 * Keeps Node's V8 from making 256-bit operations of the narrow shapes, which it does on the side once
 * the flag for the wide one is set: no browser has that flag.
 */

import { syncBuiltinESMExports } from 'node:module'
import v8 from 'node:v8'

/** To be called before a device is opened. */
export function keepNarrow(): void {
  const { setFlagsFromString } = v8
  v8.setFlagsFromString = (flags) => {
    if (!flags.includes('revectorize')) setFlagsFromString(flags)
  }
  syncBuiltinESMExports()
}
