/** Images side by side on one canvas; where they can be picked, each is a button for the keyboard too. */

import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Images } from '../compute/protocol.ts'

export interface ImageGridProps {
  readonly images: Images
  /** What they are, for who cannot see them. */
  readonly label: string
  readonly columns?: number
  /** Pixels of the page to a pixel of an image, where there is room. */
  readonly scale?: number
  /** Makes images buttons. */
  readonly onPick?: ((index: number) => void) | undefined
  readonly picked?: number | undefined
  /** `image 3`, for each button. */
  readonly pickLabel?: (index: number) => string
}

const GAP = 1

/** Writes image `index` into an image of red, green, blue and alpha. */
function place(
  { shape, bytes }: Images,
  index: number,
  into: ImageData,
  left: number,
  top: number,
) {
  const [, height, width, channels] = shape
  const from = index * height * width * channels
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * ((top + y) * into.width + left + x)
      const pixel = from + (y * width + x) * channels
      for (let c = 0; c < 3; c++) into.data[at + c] = bytes[pixel + (channels === 3 ? c : 0)]
      into.data[at + 3] = 255
    }
  }
}

/** Draws all images, row by row. */
export function draw(canvas: HTMLCanvasElement, images: Images, columns: number): void {
  const [count, height, width] = images.shape
  const rows = Math.ceil(count / columns)
  canvas.width = columns * (width + GAP) - GAP
  canvas.height = rows * (height + GAP) - GAP
  const context = canvas.getContext('2d')!
  const image = context.createImageData(canvas.width, canvas.height)
  for (let i = 0; i < count; i++) {
    const [left, top] = [(i % columns) * (width + GAP), Math.floor(i / columns) * (height + GAP)]
    place(images, i, image, left, top)
  }
  context.putImageData(image, 0, 0)
}

export function ImageGrid(props: ImageGridProps) {
  const { images, label, scale = 3, onPick, picked, pickLabel } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const [count, , width] = images.shape
  const columns = Math.min(props.columns ?? 8, count)
  // with the label, not a frame after it: who reads one sees the other
  useLayoutEffect(() => draw(canvas.current!, images, columns), [images, columns])
  const across = columns * (width + GAP) - GAP
  return (
    <div class="images" style={{ width: `${across * scale}px` }}>
      <canvas ref={canvas} role="img" aria-label={label} />
      {onPick && (
        <div class="picks" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
          {Array.from({ length: count }, (_, i) => (
            <button
              type="button"
              key={i}
              aria-label={pickLabel?.(i) ?? `${i + 1}`}
              aria-pressed={picked === i}
              onClick={() => onPick(i)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
