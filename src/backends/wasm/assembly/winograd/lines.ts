// Lines by the dozen: the transforms of `points.ts` for every size of tile. Strides in bytes: `step`
// within a line, `next` from one line to the next.

import { collectLine, spreadLine, windowLine } from './points'

/** Bytes of one value of 8 channels. */
export const VALUE: i32 = 32

/** Windows along the first axis. `table`: addresses of pixels, a line's `tableStep` bytes apart. */
export function windowColumns(
  points: i32,
  lines: i32,
  table: usize,
  tableStep: usize,
  channel: usize,
  to: usize,
  step: usize,
): void {
  for (let i = 0; i < lines; i++) {
    let at = table
    const d0 = <usize>load<u32>(at) + channel
    const d1 = <usize>load<u32>((at += tableStep)) + channel
    const d2 = <usize>load<u32>((at += tableStep)) + channel
    const d3 = <usize>load<u32>((at += tableStep)) + channel
    const d4 = points > 4 ? <usize>load<u32>((at += tableStep)) + channel : d3
    const d5 = points > 5 ? <usize>load<u32>((at += tableStep)) + channel : d3
    // biome-ignore format: a table
    switch (points) {
      case 4: windowLine(4, d0, d1, d2, d3, d4, d5, to, step); break
      case 5: windowLine(5, d0, d1, d2, d3, d4, d5, to, step); break
      default: windowLine(6, d0, d1, d2, d3, d4, d5, to, step)
    }
    table += 4
    to += VALUE
  }
}

@inline function windowRow(points: i32, from: usize, to: usize, step: usize): void {
  windowLine(
    points,
    from,
    from + VALUE,
    from + 2 * VALUE,
    from + 3 * VALUE,
    from + 4 * VALUE,
    from + 5 * VALUE,
    to,
    step,
  )
}

/** Windows along the second axis, values next to one another. */
export function windowRows(
  points: i32,
  lines: i32,
  from: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  next: usize,
): void {
  for (let i = 0; i < lines; i++) {
    // biome-ignore format: a table
    switch (points) {
      case 4: windowRow(4, from, to, step); break
      case 5: windowRow(5, from, to, step); break
      default: windowRow(6, from, to, step)
    }
    from += fromNext
    to += next
  }
}

/** Coefficients to values. */
export function spreadLines(
  points: i32,
  count: i32,
  lines: i32,
  from: usize,
  fromStep: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  next: usize,
): void {
  const size = points * 8 + count
  for (let i = 0; i < lines; i++) {
    // biome-ignore format: a table
    switch (size) {
      case 4 * 8 + 2: spreadLine(4, 2, from, fromStep, to, step); break
      case 4 * 8 + 3: spreadLine(4, 3, from, fromStep, to, step); break
      case 5 * 8 + 2: spreadLine(5, 2, from, fromStep, to, step); break
      case 5 * 8 + 3: spreadLine(5, 3, from, fromStep, to, step); break
      case 5 * 8 + 4: spreadLine(5, 4, from, fromStep, to, step); break
      case 6 * 8 + 2: spreadLine(6, 2, from, fromStep, to, step); break
      case 6 * 8 + 3: spreadLine(6, 3, from, fromStep, to, step); break
      case 6 * 8 + 4: spreadLine(6, 4, from, fromStep, to, step); break
      default: spreadLine(6, 5, from, fromStep, to, step)
    }
    from += fromNext
    to += next
  }
}

/** Values to coefficients. */
export function collectLines(
  points: i32,
  count: i32,
  lines: i32,
  from: usize,
  fromStep: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  next: usize,
): void {
  const size = points * 8 + count
  for (let i = 0; i < lines; i++) {
    // biome-ignore format: a table
    switch (size) {
      case 4 * 8 + 2: collectLine(4, 2, from, fromStep, to, step); break
      case 4 * 8 + 3: collectLine(4, 3, from, fromStep, to, step); break
      case 5 * 8 + 2: collectLine(5, 2, from, fromStep, to, step); break
      case 5 * 8 + 3: collectLine(5, 3, from, fromStep, to, step); break
      case 5 * 8 + 4: collectLine(5, 4, from, fromStep, to, step); break
      case 6 * 8 + 2: collectLine(6, 2, from, fromStep, to, step); break
      case 6 * 8 + 3: collectLine(6, 3, from, fromStep, to, step); break
      case 6 * 8 + 4: collectLine(6, 4, from, fromStep, to, step); break
      default: collectLine(6, 5, from, fromStep, to, step)
    }
    from += fromNext
    to += next
  }
}
