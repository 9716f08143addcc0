import { expect, test } from 'vitest'
import { cacheFolder } from '../../../../src/hosts/node/cache.ts'

const at = (platform: string, env: Record<string, string>) =>
  cacheFolder({ platform, env, home: '/home/a' })

test.each([
  ['linux', { DDPM_CACHE_DIR: '/x', XDG_CACHE_HOME: '/y' }, '/x'],
  ['linux', { XDG_CACHE_HOME: '/y' }, '/y/ddpm'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/ddpm'],
  ['linux', {}, '/home/a/.cache/ddpm'],
  ['darwin', {}, '/home/a/Library/Caches/ddpm'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/ddpm/Cache'],
  ['win32', {}, '/home/a/AppData/Local/ddpm/Cache'],
])('on %s with %o it is %s', (platform, env, folder) => {
  expect(at(platform, env).replaceAll('\\', '/')).toBe(folder)
})
