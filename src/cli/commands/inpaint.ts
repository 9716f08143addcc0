/** `ddpm inpaint`: its options. */

import { Command } from '@commander-js/extra-typings'
import { singleStepSamplers, taskDefaults } from '../../diffusion/sampling-defaults.ts'
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
import { samplerFlags } from '../options/sampler-flags.ts'
import {
  imagesArgument,
  outputOption,
  RESULTS_IN_TURN,
  resultsOption,
  samplerOption,
  samplersHelp,
  scaleOption,
  seedOption,
  stepsOption,
} from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runInpainting } from '../tasks/inpaint.ts'

const flags = samplerFlags({ samplers: singleStepSamplers })

/** The command `inpaint`. */
export function inpaintCommand() {
  const command = new Command('inpaint')
    .description(
      'Regenerate a part of an image and keep the rest exactly (RePaint, 2022). Denoising goes\n' +
        'back and forth several times, so that the new part fits the rest: the network runs about\n' +
        'steps * resamplings times.',
    )
    .summary('regenerate a part of an image')
    .argument(...modelArgument)
    .argument(...imagesArgument)
    .optionsGroup('Sampling:')
    .requiredOption(
      '--mask <what>',
      'the part to regenerate: left, right, top, bottom, box:x,y,width,height, or an image ' +
        'that is white there',
    )
    .addOption(resultsOption())
    .addOption(classOption(RESULTS_IN_TURN))
    .addOption(guidanceOption())
    .addOption(samplerOption(taskDefaults.inpaint.sampler, singleStepSamplers))
    .addOption(stepsOption())
    .option(
      '--resamplings <n>',
      'how often each group of steps is denoised',
      wholeNumber(1, sizeLimits.resamplings),
      5,
    )
    .option(
      '--jump-length <n>',
      'steps per group (default: 1/25 of all)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .addOption(seedOption())
  for (const option of flags.options()) command.addOption(option)
  return command
    .optionsGroup('Output:')
    .addOption(outputOption('inpaint.png', 'the images, what was masked, and the results'))
    .addOption(scaleOption(4))
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm inpaint runs/NAME mnist:7 --mask left', 'four other left halves'],
        ['ddpm inpaint runs/NAME mine.png --mask box:8,8,12,12', 'regenerate a square'],
        [
          'ddpm inpaint runs/NAME mine.png --mask mask.png -n 8',
          'regenerate what is white in mask.png',
        ],
        [
          'ddpm inpaint runs/NAME mnist:7 --mask top --resamplings 1',
          'faster, with a visible seam',
        ],
        ['ddpm inpaint runs/NAME mnist:7 --mask top --class 3', 'a 3, if the model has classes'],
      ]),
    )
    .addHelpText('after', samplersHelp(singleStepSamplers))
    .action(async (source, sources, { n, json, class: classes, ...typed }) => {
      const { samplerOptions, rest } = flags.separate(typed)
      const settings = { ...rest, samplerOptions, source, sources, count: n, classes }
      await reported(json, (reporter, signal) => runInpainting(settings, reporter, signal))
    })
}
