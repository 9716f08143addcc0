/** Folders of diffusers in words. */

import { type DiffusersFolder, readDiffusersFolder } from '../../hosts/node/diffusers.ts'
import { table } from '../terminal/charts.ts'
import { modelFacts, modelRows, parameterTable } from './model-file.ts'
import type { Report } from './report.ts'

/**
 * A model that diffusers has saved.
 * @throws {DdpmError} as `readDiffusersFolder`
 */
export async function describeDiffusers(folder: DiffusersFolder): Promise<Report> {
  const { contents, files } = await readDiffusersFolder(folder)
  const { notes = [] } = contents
  const rows = [
    ['Folder', folder.path],
    ['What', 'a model of diffusers: UNet2DModel'],
    ['Weights', files.join(', ')],
    ...modelRows(contents),
    ...notes.map((note, i) => [i === 0 ? 'Notes' : '', note]),
  ]
  const facts = { kind: 'diffusers', path: folder.path, files, ...modelFacts(contents), notes }
  return { facts, lines: table(rows), tensors: parameterTable(contents.network) }
}
