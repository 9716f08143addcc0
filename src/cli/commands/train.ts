/** `ddpm train`: its options, and who reports on the run. */

import { Command } from '@commander-js/extra-typings'
import { describeSources } from '../../data/sources.ts'
import { classChoices, modelNames, networks } from '../../training/network.ts'
import { presetNames, presets } from '../../training/presets.ts'
import { examples } from '../help.ts'
import { watchInterrupts } from '../interrupt.ts'
import { deviceOption, jsonOption, threadsOption, variantOption } from '../options/common.ts'
import { dataFlags, separateData } from '../options/data-flags.ts'
import { sizeLimits } from '../options/limits.ts'
import { levels, numberBetween, oneOf, timeDim, wholeNumber, widths } from '../options/readers.ts'
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

function reporterFor(json: boolean): Reporter {
  if (json) return new JsonReporter()
  const terminal = terminalOf(process.stdout)
  return terminal.live ? new LiveReporter(terminal) : new PlainReporter(terminal)
}

async function runTrain(flags: TrainFlags, place: Place, json: boolean): Promise<void> {
  const reporter = reporterFor(json)
  const interrupts = watchInterrupts(() => {
    reporter.notice('Stopping after this step. Press Ctrl-C again to quit at once.')
  })
  try {
    const plan = await planRun(flags, place)
    const { path, files } = await runSession({ ...plan, reporter, signal: interrupts.signal })
    if (!json) reporter.notice(farewell(path, plan.settings, files))
  } finally {
    interrupts.dispose()
  }
}

const standard = presets[DEFAULT_PRESET]
const { patch, layersPerBlock, attentionAt, headChannels, dropout } = networks.unet

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
      `a set of options, see below: ${presetNames.join(', ')} (default: ${DEFAULT_PRESET})`,
      oneOf(presetNames),
    )
    .option('--data <what>', `${describeSources()} (default: ${standard.data})`)
    .option(
      '--model <name>',
      `simple-unet (the notebook's) or unet, which learns faster (default: ${standard.model})`,
      oneOf(modelNames),
    )
    .option('--widths <a,b,...>', `channels of its levels (default: ${standard.widths})`, widths)
    .option(
      '--time-dim <n>',
      `length of its time embedding (default: ${standard.timeDim})`,
      timeDim,
    )
    .optionsGroup('The unet:')
    .option(
      '--patch <n>',
      `pixels per side that become channels, 1 or 2 (default: ${patch})`,
      wholeNumber(1, 2),
    )
    .option(
      '--layers <n>',
      `residual blocks per level (default: ${layersPerBlock})`,
      wholeNumber(1, sizeLimits.layers),
    )
    .option(
      '--attention <levels>',
      `levels with attention, 0 is the finest, or none (default: ${attentionAt})`,
      levels,
    )
    .option(
      '--head-channels <n>',
      `channels per attention head (default: ${headChannels})`,
      wholeNumber(1, sizeLimits.width),
    )
    .option(
      '--dropout <rate>',
      `dropout rate in training (default: ${dropout})`,
      numberBetween(0, 1, { most: false }),
    )
    .option(
      '--classes <how>',
      'auto, to learn the classes of the data if it has any, or none (default: auto)',
      oneOf(classChoices),
    )
  for (const option of [...dataFlags(), ...trainFlags.options(learningKeys)]) {
    command.addOption(option)
  }
  const all = command
    .optionsGroup('Output:')
    .option('--out <folder>', 'the run folder (default: runs/<data>-<date>-<time>)')
    .option('--resume [run]', 'continue the run in this folder, or the one in --out')
  for (const option of trainFlags.options(outputKeys)) all.addOption(option)
  return all
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
          'ddpm train --target v --ema-decay 0.999 --lr-schedule linear --warmup-steps 100',
          'options that learn faster',
        ],
        ['ddpm train --resume runs/NAME', 'continue a run'],
        ['ddpm train --resume runs/NAME --max-steps 9000', 'train a finished run further'],
      ]),
    )
    .action(async ({ out, resume, json, layers, attention, ...typed }) => {
      const { given, rest } = trainFlags.separate(typed)
      const { data, rest: others } = separateData(rest)
      const renamed = { layersPerBlock: layers, attentionAt: attention }
      await runTrain({ ...others, ...data, ...given, ...renamed }, { out, resume }, json ?? false)
    })
}
