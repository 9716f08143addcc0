// Entry of the builds without shared memory: the calling thread does all the work.

import { note } from './clock'
import { execute } from './execute'
import { COMMANDS, COMMANDS_END, CURSOR, HEADER_BYTES, PROFILE, SCRATCH } from './layout'

export { correlateTile, multiplyTile, TILE_RESULTS } from './tile'

/** Runs the list of commands that the control block names. */
export function run(): void {
  const end = load<usize>(COMMANDS_END)
  const scratch = load<usize>(SCRATCH)
  let times = note(load<usize>(PROFILE))
  for (let command = load<usize>(COMMANDS); command < end; command += load<i32>(command, 4)) {
    store<i32>(CURSOR, 0)
    execute(load<i32>(command), command + HEADER_BYTES, scratch)
    times = note(times)
  }
}
