/** Who is measured and at what: every contender does one unit of a workload and says how long. */

export interface Workload {
  readonly job: 'train' | 'denoise'
  readonly batch: number
}

export interface Contender {
  /** `PyTorch 2.12.1, NCHW` */
  readonly name: string
  /** Milliseconds that one step takes. */
  run(): Promise<number>
  close(): Promise<void>
}

/** A contender for a workload, or why there is none. */
export type Entry = { readonly name: string } & (
  | { readonly open: () => Promise<Contender> }
  | { readonly missing: string }
)

export const showWorkload = ({ job, batch }: Workload) =>
  job === 'train' ? `training step, B=${batch}` : `denoising step, B=${batch}`
