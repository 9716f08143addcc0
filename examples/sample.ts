/** New images from a trained model: `npx tsx examples/sample.ts runs/NAME`, or `mnist`, the built-in model. */

import { buildSampler, everyClass, grid, loadModel, openDevice, sample, savePng } from 'ddpm'

const { model, schedule, weights, target } = await loadModel(process.argv[2] ?? 'mnist')
const device = await openDevice({ device: process.env['DEVICE'] })

const images = await sample({
  ...{ device, model, weights, target, count: 20, seed: 7 },
  sampler: buildSampler('dpm-solver++', schedule, { steps: Math.min(25, schedule.timesteps) }),
  ...everyClass(model, 20, 2), // each class in turn, clearer than at random
  onProgress: ({ done, total }) => process.stderr.write(`\r${done}/${total} `),
})
await savePng('samples.png', grid(images, { columns: 10, scale: 4 }))
await device.close()
