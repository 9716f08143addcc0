/** The notebook on one screen: schedule, network, data, train, sample, show. */

import {
  buildSchedule,
  grid,
  loadData,
  lossCurveRaster,
  openDevice,
  savePng,
  simpleUnet,
  train,
  trajectoryLabel,
  trajectoryStrip,
} from 'ddpm'

await using device = await openDevice({ device: process.env['DEVICE'] })
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
const network = simpleUnet({ channels: 1, widths: [wide, 2 * wide, 4 * wide] })
console.log(`Parameters: ${network.parameterCount.toLocaleString('en-US')}`)

// 4. Data
const data = await loadData(process.env['DATA'] ?? 'mnist', { count: number('COUNT', 60_000) })
console.log(`Training images: ${data.count}`)

// 5. - 7. Training, with a grid of samples every 5 epochs
const losses: number[] = []
const options = { device, network, schedule, data, epochs: EPOCHS, batchSize: BATCH_SIZE }
const run = train({ ...options, learningRate: LR, sampleCount: SAMPLES })
for await (const event of run) {
  if (event.kind === 'epoch') {
    losses.push(event.loss)
    console.log(`Epoch ${event.epoch}/${EPOCHS} | Loss: ${event.loss.toFixed(4)}`)
  }
  if (event.kind === 'sample') await savePng(`epoch-${event.epoch}.png`, grid(event.images))
}
await savePng('loss.png', lossCurveRaster({ y: losses }))

// Final samples
const model = await run
const images = await model.sample({ device, count: SAMPLES })
await savePng('samples.png', grid(images, { columns: 8 }))

// 8. The denoising process
const frames = await model.trajectory({ device, count: 1, every: 100 })
const strip = frames.map((frame) => frame.images)
await savePng('trajectory.png', trajectoryStrip(strip, frames.map(trajectoryLabel)))
