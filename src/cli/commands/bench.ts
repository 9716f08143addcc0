/** `ddpm bench`: its options. */

import { Command } from '@commander-js/extra-typings'
import { modelNames } from '../../training/network.ts'
import { benchFacts, benchLines } from '../bench/report.ts'
import { type BenchSettings, runBench } from '../bench/session.ts'
import { jobNames } from '../bench/workload.ts'
import { examples } from '../help.ts'
import { watchInterrupts } from '../interrupt.ts'
import { deviceOption, factsOption, threadsOption, variantOption } from '../options/common.ts'
import { sizeLimits } from '../options/limits.ts'
import { imageSize, levels, oneOf, timeDim, wholeNumber, widths } from '../options/readers.ts'
import { LiveArea } from '../terminal/live-area.ts'
import { terminalOf } from '../terminal/terminal.ts'

/** Where none is given: the notebook's batch, and the grid of `sample`. */
const batchSizes = { train: 128, denoise: 64 } as const

/** Measures, with a line on a live terminal that says how far it is. */
async function measured(settings: BenchSettings) {
  const terminal = terminalOf(process.stderr)
  const area = new LiveArea(terminal)
  const interrupts = watchInterrupts(() => area.print('Stopping after this round.'))
  const onProgress = (what: string) => {
    if (terminal.live) area.draw([what])
  }
  try {
    return await runBench(settings, onProgress, interrupts.signal)
  } finally {
    area.close()
    interrupts.dispose()
  }
}

/** The command `bench`. */
export function benchCommand() {
  return new Command('bench')
    .description(
      'Measure how fast a model trains or denoises here, and where the time goes.\n\n' +
        'GFLOPS are effective: two per multiply-add of the direct algorithm over the time taken,\n' +
        'whatever algorithm runs, so a faster algorithm can exceed what the processor can do.\n' +
        'A step includes writing its inputs and reading its results. A model with classes gets\n' +
        'one for each image; it denoises without guidance, which is one evaluation per step.',
    )
    .summary('measure the speed of a model, op by op')
    .argument('[path]', 'a run folder, a .safetensors file or mnist (default: a new network)')
    .optionsGroup('Workload:')
    .option('--job <name>', jobNames.join(' or '), oneOf(jobNames), 'train')
    .option(
      '--batch-size <n>',
      'images per step (default: 128, denoise: 64)',
      wholeNumber(1, sizeLimits.batch),
    )
    .option(
      '--model <name>',
      `${modelNames.join(' or ')} (default: simple-unet)`,
      oneOf(modelNames),
    )
    .option(
      '--channels <n>',
      'channels of its images (default: 1)',
      wholeNumber(1, sizeLimits.width),
    )
    .option('--image-size <n>', 'their height and width (default: 28)', imageSize)
    .option('--widths <a,b,...>', 'channels of its levels (default: 64,128,256)', widths)
    .option('--time-dim <n>', 'length of its time embedding (default: 256)', timeDim)
    .option('--patch <n>', 'of a unet: pixels a side that become channels', wholeNumber(1, 2))
    .option(
      '--layers <n>',
      'of a unet: residual blocks of a level',
      wholeNumber(1, sizeLimits.layers),
    )
    .option('--attention <levels>', 'of a unet: levels that attend, or none', levels)
    .option(
      '--head-channels <n>',
      'of a unet: channels of an attention head',
      wholeNumber(1, sizeLimits.width),
    )
    .option(
      '--classes <n>',
      'of a unet: number of classes (default: 0)',
      wholeNumber(0, sizeLimits.classes),
    )
    .optionsGroup('Measurement:')
    .option('--rounds <n>', 'timed steps, after a warm-up', wholeNumber(1, 100_000), 10)
    .option(
      '--profile',
      'also show time, share, speed and algorithm of every op, in the fastest round',
    )
    .addOption(factsOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm bench --profile', 'a training step of the notebook, op by op'],
        ['ddpm bench --model unet --classes 10 --batch-size 32', 'the quick preset’s network'],
        ['ddpm bench runs/NAME --job denoise --batch-size 1', 'one image with a trained model'],
      ]),
    )
    .action(async (source, options) => {
      const { job, batchSize = batchSizes[job], rounds, profile = false, json } = options
      const { model, channels, imageSize, classes, widths, timeDim, patch, headChannels } = options
      const { layers: layersPerBlock, attention: attentionAt, device, threads, variant } = options
      const size = { channels, imageSize, classes, widths, timeDim, patch, headChannels }
      const network = { model, ...size, layersPerBlock, attentionAt }
      const place = { device, threads, variant }
      const result = await measured({ source, network, job, batchSize, rounds, profile, ...place })
      const columns = process.stdout.columns ?? Number.POSITIVE_INFINITY // a file takes any line
      const lines = json ? [JSON.stringify(benchFacts(result))] : benchLines(result, columns)
      process.stdout.write(`${lines.join('\n')}\n`)
    })
}
