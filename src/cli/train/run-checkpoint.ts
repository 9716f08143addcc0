/** The checkpoint of a run folder as a model. */

import { join } from 'node:path'
import {
  DdpmError,
  decodeModel,
  type LoadedModel,
  type RunFolder,
  runFiles,
  UserError,
} from '../../node.ts'

/**
 * Nothing where none has been written yet.
 * @throws {UserError} naming the file where it cannot be used, and what to do.
 */
export async function readRunCheckpoint(folder: RunFolder): Promise<LoadedModel | undefined> {
  const bytes = await folder.readCheckpoint()
  if (!bytes) return undefined
  try {
    return decodeModel(bytes)
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    throw new UserError(
      `${join(folder.path, runFiles.checkpoint)} cannot be used: ${error.message}; put a whole one ` +
        'in its place, or start a new run with another --out',
      { cause: error },
    )
  }
}
