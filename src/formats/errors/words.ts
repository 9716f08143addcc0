/** What the words of these errors have in common. */

export const AGAIN = 'copy or download the file again'

export interface Size {
  readonly width: number
  readonly height: number
}

/** A file in an archive. */
export interface Entry {
  readonly entry: string
}

export const listed = (shape: readonly unknown[]) => `(${shape.join(', ')})`
