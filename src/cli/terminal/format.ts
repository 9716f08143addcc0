/** Numbers as people read them. */

import { fixed } from '../../plots/fixed.ts'

/** `2,755,201` */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** Three digits or so: `812`, `8.1`, `0.42`. */
export function rate(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (value >= 100) return count(Math.round(value))
  return value >= 10 ? fixed(value, 0) : value.toPrecision(2)
}

/** `8s`, `1m 05s`, `1h 02m`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-'
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  if (whole < 60) return `${whole}s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes}m ${two(whole % 60)}s`
  return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`
}

/** `528 B`, `33.1 MB`; powers of 1000. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), units.length - 1)
  const scaled = value / 1000 ** power
  return `${power === 0 ? scaled : scaled.toFixed(1)} ${units[power]}`
}

/** A loss as the notebook prints it: `0.1234`. */
export function loss(value: number): string {
  return fixed(value, 4)
}

/** A share as people read it: `3 %`, `0.4 %` only where it is below 1. */
export function percentOf(share: number): string {
  const percent = 100 * share
  return `${percent > 0 && percent < 1 ? fixed(percent, 1) : fixed(percent, 0)} %`
}

/** `3 epochs`, `1 epoch`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`
}
