/** Folders of diffusers in words. */

import { type DiffusersFolder, readDiffusersFolder } from '../../hosts/node/diffusers.ts'
import { table } from '../terminal/charts.ts'
import { modelFacts, modelRows, parameterTable } from './model-file.ts'
import type { Report } from './report.ts'

/** `ddim: clip range, spacing leading`: what is done where no sampler is named. */
function samplingWords({ sampler, options }: { sampler: string; options: object }): string {
  const words = Object.entries(options).map(([name, value]) => `${name} ${String(value)}`)
  return `${sampler}: ${words.join(', ')}`
}

/**
 * A model that diffusers has saved.
 * @throws {DdpmError} as `readDiffusersFolder`
 */
export async function describeDiffusers(folder: DiffusersFolder): Promise<Report> {
  const { contents, files } = await readDiffusersFolder(folder)
  const { notes = [], sampling } = contents
  const rows = [
    ['Folder', folder.path],
    ['What', 'a model of diffusers: UNet2DModel'],
    ['Weights', files.join(', ')],
    ...modelRows(contents),
    ...(sampling ? [['Sampler', samplingWords(sampling)]] : []),
    ...notes.map((note, i) => [i === 0 ? 'Notes' : '', note]),
  ]
  const facts = { kind: 'diffusers', path: folder.path, files, ...modelFacts(contents), notes }
  return { facts, lines: [...table(rows), '', ...parameterTable(contents.network)] }
}
