/** `ddpm eval`: its options. */

import { Command } from '@commander-js/extra-typings'
import { samplerNames } from '../../diffusion/samplers/registry.ts'
import { checkMode } from '../eval/modes.ts'
import { runEvaluation } from '../eval/session.ts'
import { examples } from '../help.ts'
import {
  deviceOption,
  guidanceOption,
  guidanceRescaleOption,
  jsonOption,
  modelArgument,
  threadsOption,
  variantOption,
  weightsOption,
} from '../options/common.ts'
import { preparationFlags, separateData } from '../options/data-flags.ts'
import { sizeLimits } from '../options/limits.ts'
import { oneOf, wholeNumber } from '../options/readers.ts'
import { seedOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'

/** The heading of the options of `--against`. */
const READING = 'Reading of both, with --against:'

/** The flags that were typed, and not set by their defaults. */
const typedFlags = (command: Pick<Command, 'options' | 'getOptionValueSource'>) =>
  command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .map(({ long, short }) => long ?? short ?? '')

/** The command `eval`. */
export function evalCommand() {
  const command = new Command('eval')
    .description(
      'Evaluate a model: generate images, and score them with a small classifier.\n\n' +
        'The classifier is trained on the data once, which takes about a minute, and kept for this\n' +
        'user. It reports how many samples it recognises and as what, how far their features are\n' +
        'from those of validation images (the Frechet distance; that of real images is shown beside\n' +
        'it), and how many samples copy a training image. Of data without classes it learns which\n' +
        'way up images are. Scores on different data sets cannot be compared.',
    )
    .summary('evaluate a model')
    .argument(...modelArgument)
    .optionsGroup('Evaluation:')
    .option(
      '--against <data>',
      'judge the images of a folder or file, named in place of the model, against these: no model is needed',
    )
    .option(
      '-n <count>',
      'number of images; below 1,000 the distance is imprecise',
      wholeNumber(2, sizeLimits.samples),
      1000,
    )
    .option('--data <what>', 'its training data (default: the data of the run)')
    .option(
      '--sampler <name>',
      `${samplerNames.join(', ')} (default: that of sample, but dpm-solver++ for ddpm)`,
      oneOf(samplerNames),
    )
    .option(
      '--steps <n>',
      'denoising steps (default: all timesteps for ddpm, 25 for others)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .addOption(guidanceOption())
    .addOption(guidanceRescaleOption())
    .addOption(weightsOption())
    .addOption(seedOption())
    .optionsGroup('Output:')
    .option(
      '--out <folder>',
      'folder for eval.json and eval.png (default: the run folder; for a model file the folder ' +
        'of the file, as NAME-eval.json and NAME-eval.png)',
    )
    .option(
      '--export <folder>',
      'also write samples and training images for other evaluators, in RGB, what is transparent over --background (default: white): ' +
        'samples.npz and real.npz (guided-diffusion), samples/ and real/ with PNG files (clean-fid, torch-fidelity)',
    )
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
  for (const option of preparationFlags()) command.addOption(option.helpGroup(READING))
  return command
    .addHelpText(
      'after',
      examples([
        ['ddpm eval runs/NAME', 'score 1,000 images of a run'],
        ['ddpm eval runs/NAME -n 200 --steps 250', 'faster, and less precise'],
        ['ddpm eval mnist --data mnist', 'a model file, against named data'],
        ['ddpm eval samples/ --against ./icons', 'images of any program, against your own'],
        ['ddpm eval made/ --against icons/ --background keep', 'both with their transparency'],
        ['ddpm eval runs/NAME --export fid/', 'for clean-fid, torch-fidelity and guided-diffusion'],
      ]),
    )
    .action(async (source, { n, data, json, out, export: exportTo, ...typed }, command) => {
      const { data: reading, rest } = separateData(typed)
      const settings = { ...rest, ...reading, source, count: n, data, out, exportTo }
      checkMode(typedFlags(command), settings)
      await reported(json, async (reporter, signal) => {
        const { facts, lines, files } = await runEvaluation(settings, reporter, signal)
        if (json) process.stdout.write(`${JSON.stringify(facts)}\n`)
        else for (const line of lines) reporter.notice(line)
        reporter.news({ kind: 'done', files })
      })
    })
}
