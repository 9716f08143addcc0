/** The commands of normalisation by groups of channels. */

import type { Fields } from './fields.ts'

/**
 * Images, and what normalises their channels by groups. A unit of work is a sample's next `perUnit`
 * channels: whole groups.
 */
export const normalisation = {
  samples: 'i32',
  pixels: 'i32',
  columns: 'i32',
  groupSize: 'i32',
  perUnit: 'i32',
  x: 'usize',
  xPitch: 'i32',
  stats: 'usize',
  statsPitch: 'i32',
  scale: 'usize',
  shift: 'usize',
  silu: 'i32',
} as const satisfies Fields

export const normalisationCommands = {
  /** Stats where `measured`, then y where it has an address. */
  groupNorm: { ...normalisation, measured: 'i32', epsilon: 'f32', y: 'usize', yPitch: 'i32' },
  /** Channels' sums where `summed`, then y, which is dx, where it has an address. */
  groupNormGradient: {
    ...normalisation,
    dy: 'usize',
    dyPitch: 'i32',
    summed: 'i32',
    sums: 'usize',
    sumsPitch: 'i32',
    y: 'usize',
    yPitch: 'i32',
  },
  /** Rows normalised by their root mean squares; where dy has an address, the gradient of that. */
  rmsNorm: {
    rows: 'i32',
    columns: 'i32',
    perUnit: 'i32',
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    scale: 'usize',
    dy: 'usize',
    dyPitch: 'i32',
  },
} as const satisfies Readonly<Record<string, Fields>>
