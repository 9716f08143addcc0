/** Files of PyTorch in words: models that are known here, and else what dicts of tensors they hold. */

import { DdpmError } from '../../base/errors.ts'
import { showShape } from '../../base/shape.ts'
import { openTorch, type TorchFile } from '../../formats/torch/file.ts'
import { looksLikeTorch, TORCH_HEAD_BYTES } from '../../formats/torch/signature.ts'
import { openAt } from '../../hosts/node/random-access.ts'
import { readTorchModel } from '../../models/torch/read.ts'
import { tensorDictsIn } from '../../models/torch/state-dict.ts'
import { table } from '../terminal/charts.ts'
import { count, bytes as size } from '../terminal/format.ts'
import { modelFacts, modelRows, parameterTable } from './model-file.ts'
import type { Report } from './report.ts'

/** What `torch.save` was given beside tensors: numbers and words at the top of a checkpoint. */
function plainRows({ value }: TorchFile): string[][] {
  const entries = value instanceof Map ? [...value] : []
  return entries.flatMap(([key, part]) => {
    const isPlain = typeof part === 'number' || typeof part === 'string'
    return typeof key === 'string' && isPlain ? [[key.slice(0, 40), String(part).slice(0, 80)]] : []
  })
}

/** A file without a model that is known here: its tensors, by the dicts that they are in. */
function describeTensors(file: TorchFile, reason: string) {
  const dicts = tensorDictsIn(file.value)
  const tensors = dicts.flatMap(({ place, tensors: inside }) =>
    [...inside].map(([name, { dtype, shape }]) => {
      return { name: place ? `${place}: ${name}` : name, dtype, shape }
    }),
  )
  const rows = tensors.map(({ name, dtype, shape }) => [name, dtype, showShape(shape)])
  return {
    facts: { reason, tensors },
    head: [
      ['What', `saved by PyTorch, but no model that ddpm can use: ${reason}`],
      ...plainRows(file),
      ...dicts.map(({ place, tensors: inside }) => {
        return [place || 'its top', `${count(inside.size)} tensors`]
      }),
    ],
    body: table([['Tensor', 'Type', 'Shape'], ...rows]),
  }
}

async function describe(path: string, file: TorchFile) {
  try {
    const contents = await readTorchModel(await openAt(path))
    const { notes = [] } = contents
    return {
      facts: { ...modelFacts(contents), notes },
      head: [
        ['What', 'a model saved by PyTorch, recognised by the names and shapes of its weights'],
        ...plainRows(file),
        ...modelRows(contents),
        ...notes.map((note, i) => [i === 0 ? 'Notes' : '', note]),
      ],
      body: parameterTable(contents.network),
    }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    return describeTensors(file, error.message)
  }
}

/**
 * @returns undefined where a file is not PyTorch's
 * @throws {DdpmError} `pickle.…`, `torch.…`, `zip.…` naming the file where it is, but cannot be read
 */
export async function describeTorchFile(path: string): Promise<Report | undefined> {
  const opened = await openAt(path)
  if (!looksLikeTorch(await opened.read(0, TORCH_HEAD_BYTES))) return undefined
  try {
    const { facts, head, body } = await describe(path, await openTorch(opened))
    const rows = [['File', `${path}, ${size(opened.size)}`], ...head]
    return { facts: { kind: 'pytorch', path, ...facts }, lines: table(rows), tensors: body }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    // archives of images are zip files as well
    if (error.code === 'torch.not-a-checkpoint' || error.code.startsWith('zip.')) return undefined
    throw error.in(path)
  }
}
