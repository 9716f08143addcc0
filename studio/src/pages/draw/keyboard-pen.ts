/** A pen moved by the keyboard: arrows move it, the space bar puts it down and lifts it. */

import type { Area, Point } from './brush.ts'

export interface Pen extends Point {
  readonly down: boolean
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Pixels that an arrow goes with the shift key held. */
const FAR = 4

/** Whether the pen answers to a key. */
export const isKey = (key: string): boolean => key === ' ' || key === 'Escape' || key in ways

/** It stays on the sheet. */
export function penAfter(
  pen: Pen,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { width, height }: Area,
): Pen {
  if (key === ' ') return { ...pen, down: !pen.down }
  if (key === 'Escape') return { ...pen, down: false }
  const [dx, dy] = ways[key]
  const far = shiftKey ? FAR : 1
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  return { ...pen, x: within(pen.x + far * dx, width), y: within(pen.y + far * dy, height) }
}
