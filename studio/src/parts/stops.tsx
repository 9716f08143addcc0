/** A slider over chosen numbers, for what is worth choosing only in ever larger steps. */

import { Slider } from './fields.tsx'
import { nearestStop } from './nearest-stop.ts'

interface StopsProps {
  readonly label: string
  readonly hint?: string
  /** Rising. */
  readonly stops: readonly number[]
  readonly value: number
  readonly onChoose: (value: number) => void
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
