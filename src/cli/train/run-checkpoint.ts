/** The checkpoint of a run folder as a model. */

import { join } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import type { RunFolder } from '../../hosts/node/run-folder.ts'
import { runFiles } from '../../runs/layout.ts'
import { decodeModel, type LoadedModel } from '../../training/checkpoint.ts'
import { cliError } from '../errors.ts'

/**
 * Nothing where none has been written yet.
 * @throws {DdpmError} `cli.checkpoint-unusable`
 */
export async function readRunCheckpoint(folder: RunFolder): Promise<LoadedModel | undefined> {
  const bytes = await folder.readCheckpoint()
  if (!bytes) return undefined
  try {
    return decodeModel(bytes)
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    const path = join(folder.path, runFiles.checkpoint)
    throw cliError('cli.checkpoint-unusable', { path, reason: error.message }, { cause: error })
  }
}
