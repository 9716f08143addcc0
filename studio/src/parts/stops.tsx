/** A slider over chosen numbers, for what is worth choosing only in ever larger steps. */

import { Slider } from './fields.tsx'

interface StopsProps {
  readonly label: string
  readonly hint?: string
  /** Rising. */
  readonly stops: readonly number[]
  readonly value: number
  readonly onChoose: (value: number) => void
}

/** Where the number nearest to a value stands. */
export function nearestStop(stops: readonly number[], value: number): number {
  const distances = stops.map((stop) => Math.abs(stop - value))
  return distances.indexOf(Math.min(...distances))
}

export function Stops({ stops, value, onChoose, ...field }: StopsProps) {
  return (
    <Slider
      {...field}
      value={nearestStop(stops, value)}
      min={0}
      max={stops.length - 1}
      show={String(value)}
      onInput={(index) => onChoose(stops[index])}
    />
  )
}
