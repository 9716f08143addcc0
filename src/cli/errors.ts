/** What commands fail with besides wrong usage, and how they say that they were interrupted. */

import { DdpmError, type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { bytes } from './terminal/format.ts'

interface Place {
  readonly path: string
}

interface Refusal extends Place {
  readonly reason: string
}

export const cliErrors = {
  'cli.system-refused': ({ path, reason }: Refusal) => `${path}: ${reason}`,
  'cli.memory-exceeded': ({
    what,
    needed,
    limit,
    help,
  }: {
    what: string
    needed: number
    limit: number
    help: string
  }) =>
    `${what} would take ${bytes(needed)} of memory, more than the limit of ${bytes(limit)}: ${help}`,
  'cli.animation-too-large': ({ side, most, help }: { side: number; most: number; help: string }) =>
    `the animation would be ${side} pixels wide or high, and a GIF holds at most ${most}: ${help}`,
  'cli.output-blocked': ({ reason, help }: { reason: string; help: string }) =>
    `${reason}: ${help}`,
  'cli.run-folder-unusable': ({ path, reason }: Refusal) =>
    `the run folder ${path} cannot be made: ${reason}; choose another one with --out`,
  'cli.config-damaged': ({ path, issue }: Place & { issue: string }) =>
    `${path} is damaged (${issue}): correct it, or start a new run`,
  'cli.checkpoint-unusable': ({ path, reason }: Refusal) =>
    `${path} cannot be used: ${reason}; replace it with an intact one, or start a new run with ` +
    'another --out',
  'cli.data-of-another-shape': ({
    data,
    shape,
    wanted,
  }: {
    data: string
    shape: string
    wanted: string
  }) =>
    `the images of ${data} are ${shape} and the model makes ${wanted}: use --data with what the ` +
    'model was trained on',
  'cli.unreadable': ({ path, reason }: Refusal) => `${path} cannot be read: ${reason}`,
  'cli.nothing-there': ({ path }: Place) =>
    `${path} does not exist: name a run folder, a file or a folder with images`,
  'cli.neither-run-nor-data': ({ path, reason }: Refusal) =>
    `${path} holds neither a run nor data that can be read: ${reason}`,
  'cli.neither-idx-nor-safetensors': ({ path, reason }: Refusal) =>
    `${path}: neither IDX nor safetensors: ${reason}`,
  'cli.port-taken': ({ port, next }: { port: number; next: number }) =>
    `port ${port} is in use, maybe by another ddpm studio: stop that one, or add --port ${next}`,
  'cli.port-forbidden': ({ port }: { port: number }) =>
    `port ${port} is reserved for administrators: use a --port above 1023`,
  'cli.port-unavailable': ({ port, reason }: { port: number; reason: string }) =>
    `port ${port} cannot be used: ${reason}; choose another --port`,
  'cli.studio-not-built': ({ path }: Place) =>
    `the studio is not built (nothing in ${path}): run npm run build:studio`,
} satisfies ErrorCatalog

export const cliError = errorsOf(cliErrors)

/** The user asked to stop; the words say what was kept, and how to continue. */
export const interruptions = {
  'interrupted.nothing-written': () => 'Interrupted: nothing was written',
  'interrupted.grid-written': ({ path }: Place) =>
    `Interrupted: ${path} was written, its trajectory was not`,
  'interrupted.samples-written': ({ path, next }: Place & { next: number }) =>
    `Interrupted: samples up to number ${next - 1} are in ${path}; continue with --start-index ${next}`,
  'interrupted.training': ({
    steps,
    checkpoint,
    command,
  }: {
    steps: string
    checkpoint: string
    command: string
  }) => `Stopped after step ${steps}. Everything is in ${checkpoint}; continue with:\n  ${command}`,
} satisfies ErrorCatalog

export const interruption = errorsOf(interruptions)

export const isInterruption = (error: unknown): error is DdpmError =>
  error instanceof DdpmError && Object.hasOwn(interruptions, error.code)
