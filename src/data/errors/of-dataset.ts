/** A value of many errors. */
export interface OfDataset {
  readonly dataset: string
}
