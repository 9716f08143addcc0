/** The system's browser. */

import { spawn } from 'node:child_process'

function opener(address: string): readonly [command: string, ...args: string[]] {
  if (process.platform === 'darwin') return ['open', address]
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', address]
  return ['xdg-open', address]
}

/** Opens an address. @param onFailure called where there is no browser to be had */
export function openBrowser(address: string, onFailure: () => void): void {
  const [command, ...args] = opener(address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.once('error', onFailure)
  child.once('exit', (code) => {
    if (code !== 0) onFailure()
  })
  child.unref()
}
