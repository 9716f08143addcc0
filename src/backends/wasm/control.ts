/** The control block at the begin of a linear memory, by which threads meet and learn what to run. */

/** Byte addresses of the words by which threads meet, a cache line apart. */
export const control = {
  /** Counts runs; workers wait for it to change. */
  EPOCH: 64,
  COMMANDS: 128,
  COMMANDS_END: 132,
  SCRATCH: 136,
  SCRATCH_BYTES: 140,
  THREADS: 144,
  /** Where thread 0 notes the time before the first command and after each; 0 for no profile. */
  PROFILE: 148,
  /** The next unit of work of the command under way. */
  CURSOR: 192,
  ARRIVED: 256,
  GENERATION: 320,
  SLEEPERS: 384,
  /** Numbers that the kernels bring along: see assembly/exponential.ts. */
  TABLES: 448,
  /** Where the heap begins. */
  END: 576,
} as const
