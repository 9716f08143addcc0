/**
 * What was built from what: a record of a build's inputs and outputs by hash. Outputs that somebody
 * has removed, changed or added to are noticed, as well as inputs that have changed.
 */

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Hashes by path. */
type Hashes = Readonly<Record<string, string>>

export interface Build {
  /** Where it is remembered. */
  readonly record: string
  /** Files and folders that it is made from. */
  readonly inputs: readonly string[]
  /** The folder that it writes. */
  readonly output: string
  /** Folders within that are others'. */
  readonly besides?: readonly string[]
}

interface BuildRecord {
  /** Missing where the build failed. */
  readonly inputs?: Hashes
  readonly outputs: Hashes
}

/** All files of a file or a folder, sorted; none where there is neither. */
export function filesOf(path: string, besides: readonly string[] = []): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found || besides.includes(path)) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name), besides))
}

function hashesOf(paths: readonly string[], besides?: readonly string[]): Hashes {
  const files = paths.flatMap((path) => filesOf(path, besides))
  return Object.fromEntries(
    files.map((file) => [
      relative('.', file),
      createHash('sha256').update(readFileSync(file)).digest('base64'),
    ]),
  )
}

const inputsOf = ({ inputs }: Build) => hashesOf(inputs)
const outputsOf = ({ output, besides }: Build) => hashesOf([output], besides)
const same = (a: Hashes | undefined, b: Hashes) => JSON.stringify(a) === JSON.stringify(b)

function readRecord({ record }: Build): BuildRecord | undefined {
  try {
    return JSON.parse(readFileSync(record, 'utf8'))
  } catch {
    return undefined // never built, or cut short: build
  }
}

/** Whether the outputs are as the last build left them, whatever has become of its inputs. */
export const isWhole = (build: Build): boolean => {
  const outputs = readRecord(build)?.outputs
  return outputs !== undefined && same(outputs, outputsOf(build))
}

/** Whether the outputs are those of the inputs. */
export const isFresh = (build: Build): boolean =>
  isWhole(build) && same(readRecord(build)?.inputs, inputsOf(build))

/** Runs a build, and remembers what it made of what; of one that fails, only what it left. */
export async function recorded(build: Build, run: () => void | Promise<void>): Promise<void> {
  const inputs = inputsOf(build) // before: what changes meanwhile is built next time
  const write = (content: BuildRecord) => {
    mkdirSync(dirname(build.record), { recursive: true })
    writeFileSync(build.record, JSON.stringify(content))
  }
  try {
    await run()
  } catch (error) {
    write({ outputs: outputsOf(build) })
    throw error
  }
  write({ inputs, outputs: outputsOf(build) })
}
