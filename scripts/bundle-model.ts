/**
 * Puts a run's model into the package: `tsx scripts/bundle-model.ts RUN NAME` writes
 * models/NAME.safetensors in half precision and its loss curve. What it is: models/README.md.
 */

import { createHash } from 'node:crypto'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadModelFile, saveModel } from '../src/hosts/node/model-file.ts'

const [run, name] = process.argv.slice(2)
if (!run || !name) throw new Error('give a run folder and a name')

const path = join('models', `${name}.safetensors`)
await saveModel(path, { ...(await loadModelFile(run)), precision: 'half' })
await copyFile(join(run, 'loss.png'), join('models', `${name}-loss.png`))
const sum = createHash('sha256')
  .update(await readFile(path))
  .digest('hex')
console.log(`${sum}  ${path}`)
