/** Images side by side on one canvas; where they can be picked, each is a button for the keyboard too. */

import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Images } from '../compute/protocol.ts'
import { imagesFrom, isTransparent } from '../compute/values.ts'
import { across, drawImages } from './draw-images.ts'

export interface ImageGridProps {
  readonly images: Images
  /** What they are, for who cannot see them. */
  readonly label: string
  readonly columns?: number
  /** Of the columns, or of the images where these are more. */
  readonly names?: readonly string[] | undefined
  /** Pixels of the page to a pixel of an image, where there is room. */
  readonly scale?: number
  /** Makes images buttons. */
  readonly onPick?: ((index: number) => void) | undefined
  readonly picked?: number | undefined
  /** `image 3`, for each button. */
  readonly pickLabel?: (index: number) => string
}

/** @param props.columns as many as there are, though the images may be fewer */
function Grid(props: ImageGridProps & { readonly columns: number }) {
  const { images, label, columns, scale = 3, names, onPick, picked, pickLabel } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const [count, , width] = images.shape
  // with the label, not a frame after it: who reads one sees the other
  useLayoutEffect(() => drawImages(canvas.current!, images, columns), [images, columns])
  const style = { width: `${across(columns, width) * scale}px` }
  const each = `repeat(${columns}, minmax(0, 1fr))`
  const grid = (
    <div class="images" style={style}>
      <canvas
        class={isTransparent(images) ? 'transparent' : ''}
        ref={canvas}
        role="img"
        aria-label={label}
      />
      {onPick && (
        <div class="picks" style={{ gridTemplateColumns: each }}>
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
  if (!names) return grid
  return (
    <div class="named-images" style={style}>
      {grid}
      <div class="image-names" style={{ gridTemplateColumns: each }}>
        {names.map((name, i) => (
          <span key={i} title={name}>
            {name}
          </span>
        ))}
      </div>
    </div>
  )
}

/** A row of images for each row of names. */
function NamedRows(props: ImageGridProps & Required<Pick<ImageGridProps, 'columns' | 'names'>>) {
  const { images, names, columns, label, onPick, picked, pickLabel } = props
  const rows = useMemo(() => {
    const firsts = Array.from(
      { length: Math.ceil(images.shape[0] / columns) },
      (_, i) => i * columns,
    )
    return firsts.map((first) => ({ first, row: imagesFrom(images, first, columns) }))
  }, [images, columns])
  return (
    <div class="named-rows">
      {rows.map(({ first, row }) => {
        const below = names.slice(first, first + columns)
        return (
          <Grid
            key={first}
            {...{ ...props, images: row, names: below, label: `${label}: ${below.join(', ')}` }}
            onPick={onPick && ((i) => onPick(first + i))}
            picked={picked === undefined ? undefined : picked - first}
            pickLabel={pickLabel && ((i) => pickLabel(first + i))}
          />
        )
      })}
    </div>
  )
}

export function ImageGrid(props: ImageGridProps) {
  const { names, images } = props
  const columns = Math.min(props.columns ?? 8, images.shape[0])
  if (names && names.length > columns) return <NamedRows {...{ ...props, names, columns }} />
  return <Grid {...{ ...props, columns }} />
}
