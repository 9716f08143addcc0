/** The sheet, shown large, to be drawn on with a mouse, a finger, a pen, or the keyboard. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Point } from './brush.ts'
import { isKey, type Pen, penAfter } from './keyboard-pen.ts'
import { paint } from './paint.ts'
import { endStroke, mode, radii, sheet, strokeTo, undo } from './sheet.ts'
import { words } from './words.ts'

/** Where a pointer is, in pixels of the picture. */
function pointAt({ clientX, clientY }: PointerEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const [x, y] = [(clientX - left) / width, (clientY - top) / height]
  return { x: x * canvas.width, y: y * canvas.height }
}

/** Draws as long as the pointer is down; every place it has been at counts, not only every frame's. */
function usePointer() {
  const last = useRef<Point | undefined>(undefined)
  return {
    onPointerDown(event: PointerEvent & { readonly currentTarget: HTMLCanvasElement }) {
      if (event.button !== 0) return
      const { currentTarget: canvas } = event
      canvas.setPointerCapture(event.pointerId)
      last.current = pointAt(event, canvas)
      strokeTo(last.current, last.current)
    },
    onPointerMove(event: PointerEvent & { readonly currentTarget: HTMLCanvasElement }) {
      if (!last.current) return
      const between = event.getCoalescedEvents?.() ?? []
      for (const move of between.length > 0 ? between : [event]) {
        const point = pointAt(move, event.currentTarget)
        strokeTo(last.current, point)
        last.current = point
      }
    },
    onPointerUp() {
      last.current = undefined
      endStroke()
    },
    onPointerCancel() {
      last.current = undefined
      endStroke()
    },
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
  useEffect(() => {
    if (shown) paint(canvas.current!, shown, mode.value === 'inpaint')
  }, [shown, mode.value])
  const [, height, width] = shown?.picture.shape ?? [1, 28, 28]
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
