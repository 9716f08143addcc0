// Filters at Winograd's points, and gradients of filters back from there.

import {
  CollectFilters,
  FILTER_ROWS,
  MOST_POINTS,
  PANEL,
  PANEL_BYTES,
  PLANE,
  PLANE_ROWS,
  SpreadFilters,
} from '../layout'
import { packPanel } from '../panels'
import { copyRow } from '../rows'
import { claim } from '../team'
import { collectLines, spreadLines, VALUE } from './lines'
import { partsOf } from './windows'

/** 8 columns of a channel's filter, values along one axis. */
const FILTER_BYTES: i32 = MOST_POINTS * MOST_POINTS * VALUE

/** A unit of work is a panel and some channels of one phase. Scratch: lines, packed taps. */
export function spreadFilters(args: SpreadFilters, scratch: usize): void {
  const panels = ((args.columns + PANEL - 1) / PANEL) * args.resultPhases
  const stretches = (args.channels + FILTER_ROWS - 1) / FILTER_ROWS
  const units = panels * args.inputPhases * stretches
  for (let unit = claim(); unit < units; unit = claim()) {
    const panel = unit / (args.inputPhases * stretches)
    const within = unit % (args.inputPhases * stretches)
    spreadPart(args, panels, panel, within / stretches, (within % stretches) * FILTER_ROWS, scratch)
  }
}

function spreadPart(
  args: SpreadFilters,
  panels: i32,
  panel: i32,
  phase: i32,
  firstChannel: i32,
  scratch: usize,
): void {
  const packed = scratch + FILTER_ROWS * (PANEL_BYTES / VALUE) * FILTER_BYTES
  const count = min(FILTER_ROWS, args.channels - firstChannel)
  const tapBytes = FILTER_ROWS * PANEL_BYTES
  packTaps(args, panel, phase, firstChannel, count, packed)

  const channels = args.inputPhases * args.channels
  const planeBytes = panels * channels * PANEL_BYTES
  const row = panel * channels + phase * args.channels + firstChannel
  const to = args.panels + <usize>row * PANEL_BYTES
  const groups = count * (PANEL_BYTES / VALUE)
  const rowBytes = args.taps * tapBytes
  const across = MOST_POINTS * VALUE
  for (let group = 0; group < groups; group++) {
    const from = packed + group * VALUE
    const lines = scratch + group * FILTER_BYTES
    spreadLines(args.pointsY, args.taps, args.taps, from, rowBytes, tapBytes, lines, across, VALUE)
  }
  // A line of all filters at a time: few planes are then written at once, each in one go.
  for (let line = 0; line < args.pointsY; line++) {
    const from = scratch + line * across
    const at = to + line * args.pointsX * planeBytes
    spreadLines(args.pointsX, args.taps, groups, from, VALUE, FILTER_BYTES, at, planeBytes, VALUE)
  }
}

/** The taps of some channels as panels (taps * taps, FILTER_ROWS, 16). */
function packTaps(
  args: SpreadFilters,
  panel: i32,
  phase: i32,
  firstChannel: i32,
  count: i32,
  packed: usize,
): void {
  const panelsPerPhase = (args.columns + PANEL - 1) / PANEL
  const firstColumn = (panel % panelsPerPhase) * PANEL
  const columns = min(PANEL, args.columns - firstColumn)
  const taps = args.taps * args.taps
  const places = args.list() + (phase * args.resultPhases + panel / panelsPerPhase) * taps * 4
  const source = args.source + firstChannel * args.channelStride + firstColumn * args.columnStride
  for (let tap = 0; tap < taps; tap++) {
    const place = load<i32>(places + tap * 4)
    if (place < 0) memory.fill(packed, 0, count * PANEL_BYTES)
    else {
      const from = source + place * args.tapStride
      packPanel(from, count, args.channelStride, columns, args.columnStride, packed)
    }
    packed += FILTER_ROWS * PANEL_BYTES
  }
}

/** A unit of work is a panel and some channels of one phase. Scratch: a line, a filter's taps. */
export function collectFilters(args: CollectFilters, scratch: usize): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const stretches = (args.channels + FILTER_ROWS - 1) / FILTER_ROWS
  const units = panels * args.inputPhases * stretches
  for (let unit = claim(); unit < units; unit = claim()) {
    const panel = unit / (args.inputPhases * stretches)
    const within = unit % (args.inputPhases * stretches)
    const first = (within % stretches) * FILTER_ROWS
    const last = min(first + FILTER_ROWS, args.channels)
    for (let channel = first; channel < last; channel++) {
      collectChannel(args, panels, panel, within / stretches, channel, scratch)
    }
  }
}

/** One channel's filters for 16 columns. */
function collectChannel(
  args: CollectFilters,
  panels: i32,
  panel: i32,
  phase: i32,
  channel: i32,
  scratch: usize,
): void {
  const all = phase * args.channels + channel
  const parts = partsOf(args.inputPhases * args.channels)
  const partBytes = PLANE_ROWS * PANEL_BYTES
  const planeBytes = panels * parts * partBytes
  const row = (panel * parts + all / PLANE) * PLANE_ROWS + (all % PLANE)
  const from = args.gradients + <usize>row * PANEL_BYTES
  const taps = scratch + FILTER_BYTES
  const across = MOST_POINTS * VALUE
  const pointRow = args.pointsX * planeBytes
  for (let half = 0; half < PANEL_BYTES; half += VALUE) {
    collectLines(
      args.pointsY,
      args.taps,
      args.pointsX,
      from + half,
      pointRow,
      planeBytes,
      scratch,
      across,
      VALUE,
    )
    collectLines(
      args.pointsX,
      args.taps,
      args.taps,
      scratch,
      VALUE,
      across,
      taps + half,
      PANEL_BYTES,
      args.taps * PANEL_BYTES,
    )
  }

  const bytes = min(PANEL, args.columns - panel * PANEL) * 4
  const count = args.taps * args.taps
  for (let tap = 0; tap < count; tap++) {
    const place = load<i32>(args.list() + (phase * count + tap) * 4)
    if (place < 0) continue
    const y = args.y + (place * args.channels + channel) * args.yPitch + panel * PANEL_BYTES
    copyRow(y, taps + tap * PANEL_BYTES, bytes)
  }
}
