/** Where this user's downloads are kept between runs. */

import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** The parts of `process` that decide it. */
export interface CachePlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly home: string
}

const here = (): CachePlace => ({ env: process.env, platform: process.platform, home: homedir() })

/**
 * `DDPM_CACHE_DIR` if set, else `ddpm` in the user's cache folder: `XDG_CACHE_HOME` where it is an
 * absolute path (as its specification asks), else the platform's own.
 */
export function cacheFolder({ env, platform, home }: CachePlace = here()): string {
  if (env['DDPM_CACHE_DIR']) return env['DDPM_CACHE_DIR']
  const xdg = env['XDG_CACHE_HOME']
  if (xdg && isAbsolute(xdg)) return join(xdg, 'ddpm')
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'ddpm', 'Cache')
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'ddpm')
  return join(home, '.cache', 'ddpm')
}
