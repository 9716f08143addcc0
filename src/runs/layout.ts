/** The names inside a run folder. */

/** Files whose place other programs rely on. */
export const runFiles = {
  config: 'config.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoints/latest.safetensors',
  model: 'model.safetensors',
} as const

/** Folders in which a run writes, relative to its own. */
export const runFolders: readonly string[] = ['', 'checkpoints', 'samples']

/** `config.json.2f0c….tmp`: a file on its way into place. */
const TEMPORARY = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/

/** What other commands write into a run folder, at any time. */
const FOREIGN = /^eval\./

/**
 * Whether a file is the rest of a write that was killed. It holds for files that the run itself
 * writes, and is to be asked by the run's one writer.
 * @param name without its folder
 */
export function isLeftover(name: string): boolean {
  return TEMPORARY.test(name) && !FOREIGN.test(name)
}
