/** A folder to run the command line in, with 40 images of 8 x 8: a step takes milliseconds. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { writeIdx } from '../../src/formats/idx.ts'
import { squares } from '../tiny.ts'
import { ddpm, type Outcome } from './run-cli.ts'

/** The smallest network on the images of `data`. */
export const tiny = [
  ...['--device', 'reference', '--data', 'data', '--widths', '4,8,8', '--time-dim', '8'],
  ...['--timesteps', '20', '--batch-size', '4', '--sample-count', '2'],
]

/** A line of `--json`. */
export interface Line {
  readonly kind: string
  readonly step?: number
  readonly loss?: number
  readonly path?: string
  readonly message?: string
}

export const linesOf = ({ out }: Outcome): Line[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** Makes the folder for the tests of a file, and removes it after them. */
export function tinyHome() {
  const home = mkdtempSync(join(tmpdir(), 'ddpm-cli-'))
  beforeAll(() => {
    const { images, count, height, width } = squares(40)
    mkdirSync(join(home, 'data'))
    const file = writeIdx({ shape: [count, height, width], data: images })
    writeFileSync(join(home, 'data/train-images-idx3-ubyte'), file)
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  return {
    home,
    train: (...more: string[]) => ddpm(home, 'train', ...tiny, ...more),
    bytesOf: (path: string) => readFileSync(join(home, path)),
  }
}
