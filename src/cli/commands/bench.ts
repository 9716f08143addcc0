/** `ddpm bench`: its options. */

import { Command } from '@commander-js/extra-typings'
import { bundledModels } from '../../models/bundled.ts'
import { benchFacts, benchLines } from '../bench/report.ts'
import { type BenchSettings, benchSpecs, runBench } from '../bench/session.ts'
import { jobNames } from '../bench/workload.ts'
import { examples } from '../help.ts'
import { watchInterrupts } from '../interrupt.ts'
import { architectureFlags, modelFlag } from '../network.ts'
import { deviceOption, factsOption, threadsOption, variantOption } from '../options/common.ts'
import { sizeLimits } from '../options/limits.ts'
import { oneOf, wholeNumber } from '../options/readers.ts'
import { LiveArea } from '../terminal/live-area.ts'
import { terminalOf } from '../terminal/terminal.ts'

/** Where none is given: the notebook's batch, and the grid of `sample`. */
const batchSizes = { train: 128, denoise: 64 } as const

const networkFlags = architectureFlags(benchSpecs, 'Network')

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
  const command = new Command('bench')
    .description(
      'Measure how fast a model trains or denoises here, and where the time goes.\n\n' +
        'GFLOPS are effective: two per multiply-add of the direct algorithm over the time taken,\n' +
        'whatever algorithm runs, so a faster algorithm can exceed what the processor can do.\n' +
        'A step includes writing its inputs and reading its results. A model with classes gets\n' +
        'one for each image; it denoises without guidance, which is one evaluation per step.',
    )
    .summary('measure the speed of a model, op by op')
    .argument(
      '[path]',
      `a run folder, a .safetensors file or ${bundledModels.join(', ')} (default: a new network)`,
    )
    .optionsGroup('Workload:')
    .option('--job <name>', jobNames.join(' or '), oneOf(jobNames), 'train')
    .option(
      '--batch-size <n>',
      'images per step (default: 128, denoise: 64)',
      wholeNumber(1, sizeLimits.batch),
    )
    .addOption(modelFlag())
  for (const option of networkFlags.options()) command.addOption(option)
  return command
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
    .action(async (source, typed) => {
      const { given, rest: options } = networkFlags.separate(typed)
      const { job, batchSize = batchSizes[job], rounds, profile = false, json } = options
      const { model, device, threads, variant } = options
      const network = { ...given, model }
      const place = { device, threads, variant }
      const result = await measured({ source, network, job, batchSize, rounds, profile, ...place })
      const columns = process.stdout.columns ?? Number.POSITIVE_INFINITY // a file takes any line
      const lines = json ? [JSON.stringify(benchFacts(result))] : benchLines(result, columns)
      process.stdout.write(`${lines.join('\n')}\n`)
    })
}
