/** `ddpm train`: its options, and who reports on the run. */

import { Command, Option } from '@commander-js/extra-typings'
import { describeSources } from '../../data/sources.ts'
import { presetNames, presets } from '../../training/presets.ts'
import { examples } from '../help.ts'
import { watchInterrupts } from '../interrupt.ts'
import { modelFlag, type NetworkFlags, networkOptions } from '../network.ts'
import {
  cacheOption,
  deviceOption,
  jsonOption,
  threadsOption,
  variantOption,
} from '../options/common.ts'
import { dataFlags, separateData } from '../options/data-flags.ts'
import { oneOf } from '../options/readers.ts'
import { schedulesHelp } from '../options/tasks.ts'
import { terminalOf } from '../terminal/terminal.ts'
import { JsonReporter } from '../train/json-reporter.ts'
import { LiveReporter } from '../train/live-reporter.ts'
import { PlainReporter } from '../train/plain-reporter.ts'
import { type Place, planRun } from '../train/plan.ts'
import { presetsHelp } from '../train/preset-words.ts'
import { learningKeys, outputKeys, trainFlags } from '../train/recipe-options.ts'
import type { Reporter } from '../train/reporter.ts'
import { runSession } from '../train/session.ts'
import { DEFAULT_PRESET, type TrainFlags } from '../train/settings.ts'
import { farewell } from '../train/words.ts'
import { weightChoices } from '../weights.ts'

function reporterFor(json: boolean): Reporter {
  if (json) return new JsonReporter()
  const terminal = terminalOf(process.stdout)
  return terminal.live ? new LiveReporter(terminal) : new PlainReporter(terminal)
}

async function runTrain(
  flags: TrainFlags,
  place: Place,
  json: boolean,
  cache: boolean,
): Promise<void> {
  const reporter = reporterFor(json)
  const interrupts = watchInterrupts(() => {
    reporter.notice('Stopping after this step. Press Ctrl-C again to quit at once.')
  })
  try {
    const plan = await planRun(flags, place)
    const { path, files } = await runSession({
      ...plan,
      cache,
      reporter,
      signal: interrupts.signal,
    })
    if (!json) reporter.notice(farewell(path, plan.settings, files))
  } finally {
    interrupts.dispose()
  }
}

const standard = presets[DEFAULT_PRESET]

/** The command `train`. */
export function trainCommand() {
  const command = new Command('train')
    .description(
      'Train a diffusion model, and generate images with it.\n\n' +
        'Options that are not given come from the preset, or with --resume from the run.',
    )
    .summary('train a model')
    .optionsGroup('Model and data:')
    .option(
      '--preset <name>',
      `a set of options, see below: ${presetNames.join(', ')} (default: ${DEFAULT_PRESET}, with --from quick)`,
      oneOf(presetNames),
    )
    .option('--data <what>', `${describeSources()} (default: ${standard.data})`)
    .addOption(modelFlag())
  command
    .option(
      '--from <model>',
      'start from a model: a file, a run folder, a checkpoint, or the name of a bundled one. Its network, ' +
        'schedule and target stay; classes, channels and size are fitted by name to the data',
    )
    .addOption(
      new Option(
        '--from-weights <which>',
        'of a run with two sets of weights: ema or raw (default: ema)',
      ).choices(weightChoices),
    )
  const first = [...dataFlags(), ...networkOptions.options(), ...trainFlags.options(learningKeys)]
  for (const option of first) command.addOption(option)
  const all = command
    .optionsGroup('Output:')
    .option('--out <folder>', 'the run folder (default: runs/<data>-<date>-<time>)')
    .option('--resume [run]', 'continue the run in this folder, or the one in --out')
  for (const option of trainFlags.options(outputKeys)) all.addOption(option)
  return all
    .addOption(cacheOption())
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText('after', presetsHelp(presetNames))
    .addHelpText('after', schedulesHelp())
    .addHelpText(
      'after',
      examples([
        ['ddpm train --preset quick', 'synthetic digits, within minutes'],
        ['ddpm train --preset best', 'MNIST in a quarter of an hour, nearly all digits readable'],
        ['ddpm train', 'the notebook: MNIST, 30 epochs'],
        ['ddpm train --data ./fashion --epochs 10', 'your own IDX files'],
        ['ddpm train --preset quick --data ./photos --image-size 32', 'your own images'],
        [
          'ddpm train --preset quick --data ./photos --image-size 32 --minutes 30',
          'the same in the time that you have',
        ],
        [
          'ddpm train --target v --ema-decay 0.999 --lr-schedule linear --warmup-steps 100',
          'options that learn faster',
        ],
        [
          'ddpm train --from mnist --data ./letters --max-steps 400',
          'fine-tune a model to other images',
        ],
        ['ddpm train --resume runs/NAME', 'continue a run'],
        ['ddpm train --resume runs/NAME --max-steps 9000', 'train a finished run further'],
      ]),
    )
    .action(async ({ out, resume, json, cache, ...typed }) => {
      const run = trainFlags.separate(typed)
      const network = networkOptions.separate(run.rest)
      const { data, rest } = separateData(network.rest)
      const flags = { ...rest, ...data, ...run.given, ...(network.given as NetworkFlags) }
      await runTrain(flags, { out, resume }, json ?? false, cache)
    })
}
