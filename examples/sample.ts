/** New images from a trained model: `npx tsx examples/sample.ts runs/NAME`, or `mnist`, which is part of ddpm. */

import { grid, loadModel, savePng } from 'ddpm'

const model = await loadModel(process.argv[2] ?? 'mnist')

// each class in turn, clearer than at random
const task = model.sample({ count: 20, sampler: 'dpm-solver++', steps: 25, seed: 7 })
for await (const { done, total } of task) process.stderr.write(`\r${done}/${total} `)

await savePng('samples.png', grid(await task, { columns: 10, scale: 4 }))
