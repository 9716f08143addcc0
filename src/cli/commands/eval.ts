/** `ddpm eval`: its options. */

import { Command } from '@commander-js/extra-typings'
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
import { sizeLimits } from '../options/limits.ts'
import { wholeNumber } from '../options/readers.ts'
import { samplerOption, seedOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'

/** The command `eval`. */
export function evalCommand() {
  return new Command('eval')
    .description(
      'Say how good a model is: make pictures, and judge them by a small classifier.\n\n' +
        'The classifier is trained on the data once, which takes about a minute, and then kept\n' +
        'for this user. It says how many pictures it can read and as what, and how far their\n' +
        'features are from those of images that were held out (the Frechet distance; beside it\n' +
        'stands that of real images, which no model needs to beat). Figures of one data set say\n' +
        'nothing about another’s.',
    )
    .summary('say how good a model is')
    .argument(...modelArgument)
    .optionsGroup('What is judged:')
    .option(
      '-n <count>',
      'pictures; fewer than 1,000 blur the distance',
      wholeNumber(2, sizeLimits.pictures),
      1000,
    )
    .option('--data <what>', 'what it was trained on, with labels (default: the run’s own data)')
    .addOption(samplerOption('dpm-solver++'))
    .option(
      '--steps <n>',
      'denoising steps (default: all of ddpm, 25 of others)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .addOption(guidanceOption())
    .addOption(guidanceRescaleOption())
    .addOption(weightsOption())
    .addOption(seedOption())
    .optionsGroup('How it is kept:')
    .option(
      '--out <folder>',
      'for eval.json and eval.png (default: the run folder; of other models beside the file, ' +
        'as NAME-eval.json and NAME-eval.png)',
    )
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm eval runs/NAME', '1,000 pictures of a run, judged'],
        ['ddpm eval runs/NAME -n 200 --steps 250', 'sooner, and less exactly'],
        ['ddpm eval mnist --data mnist', 'a model or file, against the data named'],
      ]),
    )
    .action(async (source, { n, data, json, out, ...rest }) => {
      const settings = { ...rest, source, count: n, data, out }
      await reported(json, async (reporter, signal) => {
        const { facts, lines, files } = await runEvaluation(settings, reporter, signal)
        if (json) process.stdout.write(`${JSON.stringify(facts)}\n`)
        else for (const line of lines) reporter.notice(line)
        reporter.news({ kind: 'done', files })
      })
    })
}
