// Pixels between two resolutions: each pixel of the small images is a square of the large ones.

import { Resample, ResampleKind } from './layout'
import { addRow, copyRow } from './rows'
import { claim } from './team'

export function resample(args: Resample): void {
  const units = (args.lines + args.perUnit - 1) / args.perUnit
  for (let unit = claim(); unit < units; unit = claim()) {
    const end = min((unit + 1) * args.perUnit, args.lines) * args.width
    for (let pixel = unit * args.perUnit * args.width; pixel < end; pixel++) {
      resamplePixel(args, smallAt(args, pixel), largeAt(args, pixel))
    }
  }
}

function resamplePixel(args: Resample, small: usize, large: usize): void {
  switch (args.kind) {
    case ResampleKind.upsample:
      spread(args, small, large)
      break
    case ResampleKind.sumPool:
      gather(args, small, large)
      break
    default:
      shuffle(args.kind === ResampleKind.spaceToDepth, args, small, large)
      break
  }
}

function smallAt(args: Resample, pixel: i32): usize {
  return args.small + <usize>pixel * args.smallPitch
}

/** The first pixel of a small one's square. */
function largeAt(args: Resample, pixel: i32): usize {
  const line = pixel / args.width
  const x = pixel % args.width
  return args.large + <usize>((line * args.edge * args.width + x) * args.edge) * args.largePitch
}

/** Bytes from one line of the large images to the next. */
function linePitch(args: Resample): usize {
  return <usize>(args.width * args.edge) * args.largePitch
}

function spread(args: Resample, from: usize, to: usize): void {
  for (let y = 0; y < args.edge; y++, to += linePitch(args)) {
    for (let x = 0; x < args.edge; x++) copyRow(to + x * args.largePitch, from, args.columns * 4)
  }
}

function gather(args: Resample, to: usize, from: usize): void {
  for (let y = 0; y < args.edge; y++, from += linePitch(args)) {
    for (let x = 0; x < args.edge; x++) {
      const pixel = from + x * args.largePitch
      if (x + y === 0) copyRow(to, pixel, args.columns * 4)
      else addRow(to, to, pixel, args.columns * 4)
    }
  }
}

/** Channel c of the square's pixel (y, x) is channel (c edge + y) edge + x of the small one. */
function shuffle(toSmall: bool, args: Resample, small: usize, large: usize): void {
  const edge = args.edge
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const pixel = large + y * linePitch(args) + x * args.largePitch
      const channel = small + (y * edge + x) * 4
      for (let c = 0; c < args.columns; c++) {
        const deep = channel + c * edge * edge * 4
        if (toSmall) store<f32>(deep, load<f32>(pixel + c * 4))
        else store<f32>(pixel + c * 4, load<f32>(deep))
      }
    }
  }
}
