/** The sheet, shown large, to be drawn on with a mouse, a finger, a pen, or the keyboard. */

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Point } from './brush.ts'
import { isKey, type Pen, penAfter } from './keyboard-pen.ts'
import { paint } from './paint.ts'
import { endStroke, mode, radii, sheet, strokeTo, undo } from './sheet.ts'
import { words } from './words.ts'

/** Where a pointer is, in pixels of the image. */
function pointAt({ clientX, clientY }: PointerEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const [x, y] = [(clientX - left) / width, (clientY - top) / height]
  return { x: x * canvas.width, y: y * canvas.height }
}

type CanvasEvent = PointerEvent & { readonly currentTarget: HTMLCanvasElement }

/**
 * Draws as long as the pointer is down; every place it has been at counts, not only every frame's. A
 * palm or a second finger beside it draws nothing.
 */
function usePointer() {
  const drawing = useRef<{ readonly id: number; last: Point } | undefined>(undefined)
  const lift = ({ pointerId }: PointerEvent) => {
    if (drawing.current?.id !== pointerId) return
    drawing.current = undefined
    endStroke()
  }
  return {
    onPointerDown(event: CanvasEvent) {
      if (event.button !== 0 || drawing.current) return
      const { currentTarget: canvas, pointerId: id } = event
      canvas.setPointerCapture(id)
      const last = pointAt(event, canvas)
      drawing.current = { id, last }
      strokeTo(last, last)
    },
    onPointerMove(event: CanvasEvent) {
      const stroke = drawing.current
      if (stroke?.id !== event.pointerId) return
      const between = event.getCoalescedEvents?.() ?? []
      for (const move of between.length > 0 ? between : [event]) {
        const point = pointAt(move, event.currentTarget)
        strokeTo(stroke.last, point)
        stroke.last = point
      }
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onLostPointerCapture: lift,
  }
}

/** A ring where the keyboard's pen is. */
function Cursor({ pen, width, height }: { pen: Pen; width: number; height: number }) {
  const size = (200 * radii[mode.value].value) / width
  return (
    <span
      class={pen.down ? 'pen down' : 'pen'}
      style={{
        left: `${(100 * pen.x) / width}%`,
        top: `${(100 * pen.y) / height}%`,
        width: `${size}%`,
      }}
    />
  )
}

export function Easel() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pen = useSignal<Pen | undefined>(undefined)
  const pointer = usePointer()
  const shown = sheet.value
  useLayoutEffect(() => {
    if (shown) paint(canvas.current!, shown, mode.value === 'inpaint')
  }, [shown, mode.value])
  const [, height, width] = shown?.image.shape ?? [1, 28, 28]
  const press = (event: KeyboardEvent) => {
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) undo()
    else if (isKey(event.key)) {
      const before = pen.value ?? { x: width / 2, y: height / 2, down: false }
      pen.value = penAfter(before, event, { width, height })
      if (pen.value.down) strokeTo(before.down ? before : pen.value, pen.value)
      else if (before.down) endStroke()
    } else return
    event.preventDefault()
  }
  const leave = () => {
    if (pen.value?.down) endStroke()
    pen.value = undefined
  }
  return (
    <div class="easel" style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas
        ref={canvas}
        {...{ width, height, tabIndex: 0, role: 'application' }}
        aria-label={words().sheet}
        aria-describedby="easel-hint"
        {...pointer}
        onKeyDown={press}
        onBlur={leave}
      />
      {pen.value && <Cursor pen={pen.value} {...{ width, height }} />}
    </div>
  )
}
