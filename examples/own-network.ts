/** A network of one's own: three convolutions that know the timestep, trained and sampled. */

import { grid, loadModel, savePng, train } from 'ddpm'
import { addRows, relu, sinusoidalEmbedding } from 'ddpm/engine'
import { conv, defineNetwork, linear } from 'ddpm/nn'

const WIDTH = Number(process.env['WIDTH'] ?? 32)
const same = { kernel: 3, padding: 1 }

const first = conv('first', 1, WIDTH, same)
const time = linear('time', WIDTH, WIDTH)
const second = conv('second', WIDTH, WIDTH, same)
const last = conv('last', WIDTH, 1, same)

const network = defineNetwork(
  { architecture: 'three-convolutions', options: {}, imageShape: [28, 28, 1], classes: 0 },
  [first, time, second, last],
  (weights, x, t) => {
    const embedding = time.apply(weights, sinusoidalEmbedding(t, WIDTH))
    const h = relu(addRows(first.apply(weights, x), embedding))
    return last.apply(weights, relu(second.apply(weights, h)))
  },
)

const count = Number(process.env['COUNT'] ?? 4096)
const timesteps = Number(process.env['TIMESTEPS'] ?? 200)
const run = train({
  ...{ data: 'digits', dataCount: count, network, schedule: 'cosine', timesteps },
  ...{ epochs: 1, batchSize: 32, sampleCount: 0 },
})
for await (const event of run) {
  if (event.kind === 'epoch') console.log(`Loss: ${event.loss.toFixed(4)}`)
}
await run.model.save('own-network.safetensors')

// the file names the network, and its code is here
const model = await loadModel('own-network.safetensors', { network })
await savePng('own-network.png', grid(await model.sample({ count: 16 })))
