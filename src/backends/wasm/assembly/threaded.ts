// Entry of the builds with shared memory: each worker calls `serve` once and stays in it.

import { note } from './clock'
import { done } from './env'
import { execute } from './execute'
import {
  COMMANDS,
  COMMANDS_END,
  EPOCH,
  HEADER_BYTES,
  PROFILE,
  SCRATCH,
  SCRATCH_BYTES,
  THREADS,
} from './layout'
import { awaitChange, meet } from './team'

export { correlateTile, multiplyTile, TILE_RESULTS } from './tile'

/** Runs every list of commands that is posted, together with the other threads; never returns. */
export function serve(thread: i32): void {
  let epoch = 0
  while (true) {
    epoch = awaitChange(EPOCH, epoch)
    runTogether(thread)
    if (thread === 0) done()
  }
}

function runTogether(thread: i32): void {
  const end = load<usize>(COMMANDS_END)
  const threads = load<i32>(THREADS)
  const scratch = load<usize>(SCRATCH) + thread * load<i32>(SCRATCH_BYTES)
  let command = load<usize>(COMMANDS)
  let times = note(thread === 0 ? load<usize>(PROFILE) : 0)
  while (command < end) {
    // Read before meeting: afterwards the others may be done and the list gone.
    const next = command + load<i32>(command, 4)
    execute(load<i32>(command), command + HEADER_BYTES, scratch)
    meet(threads)
    times = note(times)
    command = next
  }
}
