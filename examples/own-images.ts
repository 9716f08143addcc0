/**
 * Training on a folder of images, one sub-folder per class, and sampling by class name:
 * `npx tsx examples/own-images.ts my-sprites cat`.
 */

import { grid, savePng, train } from 'ddpm'

const [folder = 'my-sprites', className] = process.argv.slice(2)
const run = train({
  ...{ data: folder, preset: 'quick', imageSize: Number(process.env['SIZE'] ?? 32) },
  maxSteps: Number(process.env['STEPS'] ?? 2000),
})
for await (const event of run) {
  if (event.kind === 'step')
    process.stderr.write(`\rstep ${event.step}, loss ${event.loss.toFixed(4)} `)
  if (event.kind === 'sample') await savePng(`sprites-${event.step}.png`, grid(event.images))
}

const model = await run // or any time later: await loadModel('sprites.safetensors')
await model.save('sprites.safetensors')
console.log(`Classes: ${model.classNames?.join(', ') ?? 'none'}`)

const images = await model.sample({ count: 16, classes: className ? [className] : undefined })
await savePng('sprites.png', grid(images, { scale: 4 }))
