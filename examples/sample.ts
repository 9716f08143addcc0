/** New pictures from a trained model: `npx tsx examples/sample.ts runs/NAME`. */

import { ancestral, grid, loadModel, openDevice, sample, savePng } from 'ddpm'

const { model, schedule, weights } = await loadModel(process.argv[2] ?? 'model.safetensors')
const device = await openDevice({ device: process.env['DEVICE'] })

const images = await sample({
  ...{ device, model, weights, sampler: ancestral(schedule), count: 16, seed: 7 },
  onProgress: ({ done, total }) => process.stderr.write(`\r${done}/${total} `),
})
await savePng('samples.png', grid(images, { columns: 4, scale: 4 }))
await device.close()
