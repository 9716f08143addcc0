/** Masks that are ready: for who would rather not paint one, or cannot. */

export const maskNames = ['left', 'right', 'top', 'bottom', 'middle'] as const
export type MaskName = (typeof maskNames)[number]

/** Whether a place, from 0 to 1 across and down, is marked. */
const marks: Readonly<Record<MaskName, (x: number, y: number) => boolean>> = {
  left: (x) => x < 0.5,
  right: (x) => x >= 0.5,
  top: (_, y) => y < 0.5,
  bottom: (_, y) => y >= 0.5,
  middle: (x, y) => Math.abs(x - 0.5) < 0.25 && Math.abs(y - 0.5) < 0.25,
}

/** 1 where it marks, (height, width). */
export function maskOf(name: MaskName, height: number, width: number): Uint8Array {
  return Uint8Array.from({ length: height * width }, (_, i) => {
    const [x, y] = [((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height]
    return Number(marks[name](x, y))
  })
}
