/** The runs that the visitor brings, and what is wrong with those that are none. */

import { signal } from '@preact/signals'
import type { GivenFile } from '../../compute/protocol.ts'
import { type DropTrouble, readDropped } from './dropped.ts'
import { addDropped } from './runs.ts'

/** Of what was brought last. */
export const troubles = signal<readonly DropTrouble[]>([])

/** @param files at least one */
export async function takeFiles(files: readonly GivenFile[]): Promise<void> {
  troubles.value = []
  const brought = await readDropped(files)
  addDropped(brought.runs)
  troubles.value = brought.troubles
}
