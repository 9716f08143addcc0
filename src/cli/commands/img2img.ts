/** `ddpm img2img`: its options. */

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
import { numberBetween } from '../options/readers.ts'
import {
  outputOption,
  picturesArgument,
  RESULTS_IN_TURN,
  resultsOption,
  samplerOption,
  samplersHelp,
  scaleOption,
  seedOption,
  stepsOption,
} from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runImageToImage } from '../tasks/img2img.ts'

/** The command `img2img`. */
export function img2imgCommand() {
  return new Command('img2img')
    .description(
      'Make new pictures out of given ones: noise is added to each, and the model takes it out\n' +
        'again in its own way. The strength says how much noise: at 0.3 details change, at 0.5 it\n' +
        'may become something else, at 1 next to nothing of the picture is left.',
    )
    .summary('make new pictures out of given ones')
    .argument(...modelArgument)
    .argument(...picturesArgument)
    .optionsGroup('What is made:')
    .option(
      '--strength <s>',
      'above 0, at most 1: the share of the steps taken',
      numberBetween(0, 1, { least: false }),
      0.5,
    )
    .addOption(resultsOption())
    .addOption(classOption(RESULTS_IN_TURN))
    .addOption(guidanceOption())
    .addOption(samplerOption('dpm-solver++'))
    .addOption(stepsOption())
    .addOption(seedOption())
    .optionsGroup('How it is kept:')
    .addOption(outputOption('img2img.png', 'the pictures and their results'))
    .addOption(scaleOption(4))
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      `${examples([
        ['ddpm img2img runs/NAME mnist:7', 'four variations of an image of MNIST'],
        ['ddpm img2img runs/NAME mine.png --strength .3', 'closer to the picture'],
        ['ddpm img2img runs/NAME a.png b.png -n 8', 'eight of each'],
        ['ddpm img2img runs/NAME a.png --class 3,8', 'as a 3 and as an 8, if it knows them'],
      ])}\n${samplersHelp()}`,
    )
    .action(async (source, pictures, { n, json, class: classes, ...rest }) => {
      const settings = { ...rest, source, pictures, count: n, classes }
      await reported(json, (reporter, signal) => runImageToImage(settings, reporter, signal))
    })
}
