/** The names inside a run folder: who asks for a file of a run finds its name here. */

/** Files whose place other programs rely on. */
export const runFiles = {
  config: 'config.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoints/latest.safetensors',
  model: 'model.safetensors',
} as const

/** What a run draws of itself. */
export const runImages = {
  final: 'final.png',
  lossCurve: 'loss.png',
  lossCurveSvg: 'loss.svg',
  augmented: 'augmented.png',
  trajectory: 'trajectory.png',
  animation: 'denoising.gif',
} as const

/** What `ddpm eval` adds, at any time. */
export const evaluationFiles = { facts: 'eval.json', sheet: 'eval.png' } as const

const SAMPLES = 'samples'

/** Folders in which a run writes, relative to its own. */
export const runFolders: readonly string[] = ['', 'checkpoints', SAMPLES]

/** Where the grids are. */
export const samplesFolder = SAMPLES

/**
 * The file of a sample grid: `samples/epoch-002.png`, and within an epoch `samples/epoch-001.50.png`.
 * @param passed epochs passed, which may be fractional
 */
export function gridFile(passed: number): string {
  const [whole, part] = passed.toFixed(2).split('.')
  const within = Number.isInteger(passed) ? '' : `.${part}`
  return `${SAMPLES}/epoch-${whole.padStart(3, '0')}${within}.png`
}

/** What a page may show of a run besides its grids, in this order. */
export const shownFiles: readonly string[] = [
  ...[runImages.final, runImages.lossCurve, runImages.trajectory, runImages.animation],
  ...[evaluationFiles.sheet, evaluationFiles.facts],
]

/** Whether a page may show a file of a run. @param name with `/`, relative to the run */
export function isShown(name: string): boolean {
  return shownFiles.includes(name) || isGrid(name)
}

/** Whether a file is a sample grid. @param name with `/`, relative to the run */
export function isGrid(name: string): boolean {
  return /^samples\/[^/\\\0.][^/\\\0]*\.png$/.test(name)
}

const byNumber = new Intl.Collator('en', { numeric: true }).compare

/** Grids in the order in which they were made. */
export const gridsInOrder = (names: readonly string[]): string[] =>
  names.filter(isGrid).sort(byNumber)

const LOCK = /^lock-(\d{1,9})\.json$/

export const lockFile = (number: number) => `lock-${number}.json`

/** The number of a lock file; nothing for other names. */
export function lockNumber(name: string): number | undefined {
  const match = LOCK.exec(name)
  return match ? Number(match[1]) : undefined
}

/** `config.json.2f0c….tmp`: a file on its way into place. */
const TEMPORARY = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/

/** Whether a file is of no interest to who reads a run: its lock, or half a file. @param name without its folder */
export const isInternal = (name: string): boolean =>
  name.endsWith('.tmp') || lockNumber(name) !== undefined

/** What other commands write into a run folder. */
const isForeign = (name: string) =>
  Object.values(evaluationFiles).some((file) => name.startsWith(`${file}.`))

/**
 * Whether a file is the rest of a write that was killed. It holds for files that the run itself
 * writes, and is to be asked by the run's one writer.
 * @param name without its folder
 */
export function isLeftover(name: string): boolean {
  return TEMPORARY.test(name) && !isForeign(name)
}
