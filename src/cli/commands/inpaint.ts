/** `ddpm inpaint`: its options. */

import { Command } from '@commander-js/extra-typings'
import { examples } from '../help.ts'
import {
  classOption,
  deviceOption,
  guidanceOption,
  jsonOption,
  modelArgument,
  threadsOption,
  variantOption,
} from '../options/common.ts'
import { sizeLimits } from '../options/limits.ts'
import { wholeNumber } from '../options/readers.ts'
import {
  outputOption,
  picturesArgument,
  RESULTS_IN_TURN,
  resultsOption,
  scaleOption,
  seedOption,
  stepsOption,
} from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runInpainting } from '../tasks/inpaint.ts'

/** The command `inpaint`. */
export function inpaintCommand() {
  return new Command('inpaint')
    .description(
      'Make a part of a picture anew and keep the rest to the bit (RePaint, 2022). Steps are\n' +
        'taken forth and back several times, so that what is new goes on where the rest ends: a\n' +
        'run evaluates the network about steps * resamplings times.',
    )
    .summary('make a part of a picture anew')
    .argument(...modelArgument)
    .argument(...picturesArgument)
    .optionsGroup('What is made:')
    .requiredOption(
      '--mask <what>',
      "what is made anew: left, right, top, bottom, box:x,y,width,height, or a PNG of the model's " +
        'size that is white there',
    )
    .addOption(resultsOption())
    .addOption(classOption(RESULTS_IN_TURN))
    .addOption(guidanceOption())
    .addOption(stepsOption())
    .option(
      '--resamplings <n>',
      'how often each stretch is denoised',
      wholeNumber(1, sizeLimits.resamplings),
      5,
    )
    .option(
      '--jump-length <n>',
      'steps of a stretch (default: 1/25 of all)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .addOption(seedOption())
    .optionsGroup('How it is kept:')
    .addOption(outputOption('inpaint.png', 'the pictures, what was hidden, and the results'))
    .addOption(scaleOption(4))
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm inpaint runs/NAME mnist:7 --mask left', 'four other left halves'],
        ['ddpm inpaint runs/NAME mine.png --mask box:8,8,12,12', 'a square made anew'],
        ['ddpm inpaint runs/NAME mine.png --mask mask.png -n 8', 'what is white in mask.png'],
        ['ddpm inpaint runs/NAME mnist:7 --mask top --resamplings 1', 'sooner; the seam shows'],
        ['ddpm inpaint runs/NAME mnist:7 --mask top --class 3', 'a 3, if the model knows them'],
      ]),
    )
    .action(async (source, pictures, { n, json, class: classes, ...rest }) => {
      const settings = { ...rest, source, pictures, count: n, classes }
      await reported(json, (reporter, signal) => runInpainting(settings, reporter, signal))
    })
}
