/** `ddpm train`: its options, and who is told about the run. */

import { Command, Option } from '@commander-js/extra-typings'
import {
  classChoices,
  describeSources,
  modelNames,
  networks,
  presetNames,
  presets,
  samplerNames,
  scheduleNames,
  sharedScheduleOptions,
} from '../../node.ts'
import { examples } from '../help.ts'
import { watchInterrupts } from '../interrupt.ts'
import { deviceOption, jsonOption, threadsOption, variantOption } from '../options/common.ts'
import { sizeLimits } from '../options/limits.ts'
import {
  imageSize,
  levels,
  number,
  numberBetween,
  oneOf,
  positiveNumber,
  seed,
  timeDim,
  wholeNumber,
  wholeNumberOr,
  widths,
} from '../options/readers.ts'
import { schedulesHelp } from '../options/tasks.ts'
import { terminalOf } from '../terminal/terminal.ts'
import { JsonReporter } from '../train/json-reporter.ts'
import { LiveReporter } from '../train/live-reporter.ts'
import { PlainReporter } from '../train/plain-reporter.ts'
import { type Place, planRun } from '../train/plan.ts'
import { commandOptions, separateRecipe } from '../train/recipe-options.ts'
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
      'Train a model to remove noise from images, and make pictures with it.\n\n' +
        'Options not given come from the preset; with --resume, from the run.',
    )
    .summary('train a model and make pictures with it')
    .optionsGroup('What is trained:')
    .option(
      '--preset <name>',
      `a set of values: ${presetNames.join(', ')} (default: ${DEFAULT_PRESET})`,
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
      '--image-size <n>',
      'height and width: digits are made in it (default: 28), the pictures of a folder are brought to it; mnist and IDX files have their own',
      imageSize,
    )
    .option(
      '--time-dim <n>',
      `length of its time embedding (default: ${standard.timeDim})`,
      timeDim,
    )
    .option(
      '--timesteps <n>',
      `steps from picture to noise (default: ${standard.timesteps})`,
      wholeNumber(1, sizeLimits.timesteps),
    )
    .option(
      '--schedule <name>',
      `how noise grows, see below (default: ${standard.schedule})`,
      oneOf(scheduleNames),
    )
    .option('--zero-snr', sharedScheduleOptions.zeroSnr.help)
    .optionsGroup('What a unet is:')
    .option(
      '--patch <n>',
      `pixels a side that become channels, 1 or 2 (default: ${patch})`,
      wholeNumber(1, 2),
    )
    .option(
      '--layers <n>',
      `residual blocks of a level (default: ${layersPerBlock})`,
      wholeNumber(1, sizeLimits.layers),
    )
    .option(
      '--attention <levels>',
      `levels that attend, 0 is the finest, or none (default: ${attentionAt})`,
      levels,
    )
    .option(
      '--head-channels <n>',
      `channels of an attention head (default: ${headChannels})`,
      wholeNumber(1, sizeLimits.width),
    )
    .option(
      '--dropout <rate>',
      `share of numbers dropped while training (default: ${dropout})`,
      numberBetween(0, 1, { most: false }),
    )
    .option(
      '--classes <how>',
      'auto: learn the classes of data that has some; or none (default: auto)',
      oneOf(classChoices),
    )
    .optionsGroup('How it is trained:')
    .option('--epochs <n>', `passes through the data (default: ${standard.epochs})`, wholeNumber(1))
    .option(
      '--max-steps <n>',
      'stop after this many steps, in as many epochs as that takes',
      wholeNumber(1),
    )
    .option(
      '--batch-size <n>',
      `images in a step (default: ${standard.batchSize})`,
      wholeNumber(1, sizeLimits.batch),
    )
    .option(
      '--lr <rate>',
      `learning rate of Adam (default: ${standard.learningRate})`,
      positiveNumber,
    )
    .option('--seed <n>', `what all randomness comes from (default: ${standard.seed})`, seed)
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
  for (const option of commandOptions()) command.addOption(option)
  return command
    .optionsGroup('What is kept:')
    .option('--out <folder>', 'the run folder (default: runs/<data>-<date>-<time>)')
    .option('--resume [run]', 'continue the run in this folder, or in --out')
    .option(
      '--sample-every <n>',
      'epochs between sample grids, 0 for the last only, or auto: up to ten, in a tenth of the time ' +
        `(default: ${standard.sampleEvery})`,
      wholeNumberOr('auto', 0),
    )
    .option(
      '--sampler <name>',
      `what makes them (default: ${standard.sampler})`,
      oneOf(samplerNames),
    )
    .option(
      '--sample-steps <n>',
      'its denoising steps (default: all of ddpm, 25 of others)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .option(
      '--guidance <w>',
      'how strongly they follow their class, such as 2 (default: 1)',
      number,
    )
    .option(
      '--checkpoint-every <n>',
      'steps between checkpoints, besides one per epoch',
      wholeNumber(1),
    )
    .addOption(jsonOption())
    .addOption(
      new Option('--sample-count <n>').argParser(wholeNumber(0, sizeLimits.pictures)).hideHelp(),
    )
    .addOption(new Option('--data-count <n>').argParser(wholeNumber(1, sizeLimits.data)).hideHelp())
    .addHelpText('after', schedulesHelp())
    .addHelpText(
      'after',
      examples([
        ['ddpm train --preset quick', 'digits made here, within minutes'],
        ['ddpm train --preset best', 'MNIST, a quarter of an hour, nearly all readable'],
        ['ddpm train', 'the notebook: MNIST, 30 epochs'],
        ['ddpm train --data ./fashion --epochs 10', 'IDX files of your own'],
        ['ddpm train --preset quick --data ./photos --image-size 32', 'pictures of your own'],
        [
          'ddpm train --target v --ema 0.999 --lr-schedule linear --warm-up 100',
          'what learns faster',
        ],
        ['ddpm train --resume runs/NAME', 'continue where a run stopped'],
        ['ddpm train --resume runs/NAME --max-steps 9000', 'train a finished run further'],
      ]),
    )
    .action(async ({ out, resume, json, lr, layers, attention, ...typed }) => {
      const { recipe, rest } = separateRecipe(typed)
      const renamed = { learningRate: lr, layersPerBlock: layers, attentionAt: attention }
      await runTrain({ ...rest, ...recipe, ...renamed }, { out, resume }, json ?? false)
    })
}
