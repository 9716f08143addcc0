/** The notebook on one screen: schedule, model, data, train, sample, show. */

import {
  buildSampler,
  buildSchedule,
  grid,
  loadData,
  lossCurveRaster,
  openDevice,
  sample,
  sampleWithTrajectory,
  savePng,
  simpleUnet,
  train,
  trajectoryLabel,
  trajectoryStrip,
} from 'ddpm'

const device = await openDevice({ device: process.env['DEVICE'] })
console.log(`Using device: ${device.description}`)

// Hyperparameters, each to be changed from outside: EPOCHS=1 DATA=digits
const number = (name: string, value: number) => Number(process.env[name] ?? value)
const TIMESTEPS = number('TIMESTEPS', 1000)
const BATCH_SIZE = number('BATCH_SIZE', 128)
const EPOCHS = number('EPOCHS', 30)
const LR = number('LR', 1e-3)
const SAMPLES = number('SAMPLES', 64)

// 1. Noise schedule, 2. time embedding, 3. simplified U-Net
const schedule = buildSchedule('linear', { timesteps: TIMESTEPS, betaStart: 1e-4, betaEnd: 0.02 })
const wide = number('WIDTH', 64)
const model = simpleUnet({ channels: 1, widths: [wide, 2 * wide, 4 * wide] })
console.log(`Parameters: ${model.parameterCount.toLocaleString('en-US')}`)

// 4. Data
const data = await loadData(process.env['DATA'] ?? 'mnist', { count: number('COUNT', 60_000) })
console.log(`Training images: ${data.count}`)

// 5. - 7. Training, with a grid of samples every 5 epochs
const losses: number[] = []
const run = train({
  ...{ device, model, schedule, data, epochs: EPOCHS, batchSize: BATCH_SIZE, learningRate: LR },
  sampleCount: SAMPLES,
})
for await (const event of run) {
  if (event.kind === 'epoch') {
    losses.push(event.loss)
    console.log(`Epoch ${event.epoch}/${EPOCHS} | Loss: ${event.loss.toFixed(4)}`)
  }
  if (event.kind === 'sample') await savePng(`epoch-${event.epoch}.png`, grid(event.images))
}
await savePng('loss.png', lossCurveRaster({ y: losses }))

// Final samples
const sampling = { device, model, weights: run.weights, sampler: buildSampler('ddpm', schedule) }
await savePng('samples.png', grid(await sample({ ...sampling, count: SAMPLES }), { columns: 8 }))

// 8. The denoising process
const frames = await sampleWithTrajectory({ ...sampling, count: 1 }, 100)
const images = frames.map((frame) => frame.images)
await savePng('trajectory.png', trajectoryStrip(images, frames.map(trajectoryLabel)))

await device.close()
