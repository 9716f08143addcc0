/** `ddpm studio` as a user starts it, and runs for it to show. */

import { join } from 'node:path'
import { type Running, start } from './run-cli.ts'

const tiny = [
  ...['--device', 'reference', '--data', 'digits', '--data-count', '48', '--image-size', '12'],
  ...['--widths', '4,8,8', '--time-dim', '8', '--timesteps', '20', '--batch-size', '4'],
  ...['--sample-count', '2', '--sample-every', '1', '--validation', '8'],
]

/** What trains for a moment, ten steps an epoch, into `runs/NAME`. */
export const tinyTraining = (name: string, ...more: string[]) =>
  ['train', ...tiny, '--out', join('runs', name), ...more] as const

/** Starts the studio in a folder, and says at which port. */
export async function runStudio(
  cwd: string,
  ...args: string[]
): Promise<{ running: Running; port: number }> {
  const running = start(cwd, 'studio', '--port', '0', ...args)
  const [, port] = await running.until(/http:\/\/localhost:(\d+)\/[\s\S]*Ctrl-C/)
  return { running, port: Number(port) }
}
