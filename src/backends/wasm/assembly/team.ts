// How threads share the work of a command and meet at its end. Units are claimed one by one, so
// a slow or busy core takes fewer; no result depends on who computed it.

import { ARRIVED, CURSOR, GENERATION, SLEEPERS } from './layout'

/** Looks at a word this often before sleeping: about 20 us, far more than most waits. */
const SPINS = 20000

/** The next unit of the command under way that nobody has taken. */
export function claim(): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(CURSOR, 1)
  const unit = load<i32>(CURSOR)
  store<i32>(CURSOR, unit + 1)
  return unit
}

/** Waits until the word at an address is no longer `known`; returns its new value. */
export function awaitChange(address: usize, known: i32): i32 {
  for (let i = 0; i < SPINS; i++) {
    const value = atomic.load<i32>(address)
    if (value !== known) return value
  }
  while (atomic.load<i32>(address) === known) atomic.wait<i32>(address, known, -1)
  return atomic.load<i32>(address)
}

/** Returns when every thread has called it: all the command's results are stored. */
export function meet(threads: i32): void {
  const generation = atomic.load<i32>(GENERATION)
  if (atomic.add<i32>(ARRIVED, 1) < threads - 1) {
    awaitRelease(generation)
    return
  }
  atomic.store<i32>(ARRIVED, 0)
  atomic.store<i32>(CURSOR, 0)
  atomic.store<i32>(GENERATION, generation + 1)
  // Waking costs a system call: only where somebody has announced that it sleeps.
  if (atomic.load<i32>(SLEEPERS) > 0) atomic.notify(GENERATION, -1)
}

function awaitRelease(generation: i32): void {
  for (let i = 0; i < SPINS; i++) {
    if (atomic.load<i32>(GENERATION) !== generation) return
  }
  atomic.add<i32>(SLEEPERS, 1)
  while (atomic.load<i32>(GENERATION) === generation) {
    atomic.wait<i32>(GENERATION, generation, -1)
  }
  atomic.sub<i32>(SLEEPERS, 1)
}
