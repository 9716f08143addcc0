/** `ddpm img2img`: its options. */

import { Command } from '@commander-js/extra-typings'
import { sharedSamplerOptions } from '../../diffusion/samplers/options.ts'
import { taskDefaults } from '../../diffusion/sampling-defaults.ts'
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
import { samplerFlags } from '../options/sampler-flags.ts'
import { flagSet } from '../options/spec-flags.ts'
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
import { runImageToImage } from '../tasks/img2img.ts'

const flags = samplerFlags()
const strength = flagSet([
  {
    name: 'img2img',
    options: {
      strength: {
        ...sharedSamplerOptions.strength,
        ...{ default: taskDefaults.img2img.strength, group: 'Sampling' },
        help: 'share of the denoising steps, and so of the noise',
      },
    },
  },
])

/** The command `img2img`. */
export function img2imgCommand() {
  const command = new Command('img2img')
    .description(
      'Generate variations of images: noise is added to each image, and the model removes it\n' +
        'again. The strength sets how much noise: at 0.3 details change, at 0.5 the subject may\n' +
        'change, at 1 almost nothing of the image is left.',
    )
    .summary('generate variations of images')
    .argument(...modelArgument)
    .argument(...imagesArgument)
    .optionsGroup('Sampling:')
    .addOption(resultsOption())
    .addOption(classOption(RESULTS_IN_TURN))
    .addOption(guidanceOption())
    .addOption(samplerOption(taskDefaults.img2img.sampler))
    .addOption(stepsOption())
    .addOption(seedOption())
  for (const option of [...strength.options(), ...flags.options()]) command.addOption(option)
  return command
    .optionsGroup('Output:')
    .addOption(outputOption('img2img.png', 'the images and their results'))
    .addOption(scaleOption(4))
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      `${examples([
        ['ddpm img2img runs/NAME mnist:7', 'four variations of an MNIST image'],
        ['ddpm img2img runs/NAME mine.png --strength .3', 'closer to the image'],
        ['ddpm img2img runs/NAME a.png b.png -n 8', 'eight variations of each'],
        [
          'ddpm img2img runs/NAME a.png --class 3,8',
          'as a 3 and as an 8, if the model has these classes',
        ],
      ])}\n${samplersHelp()}`,
    )
    .action(async (source, sources, { n, json, class: classes, ...typed }) => {
      const { samplerOptions, rest } = flags.separate(typed)
      const { given, rest: others } = strength.separate(rest)
      const settings = {
        ...taskDefaults.img2img,
        ...others,
        ...given,
        samplerOptions,
        source,
        sources,
        count: n,
        classes,
      }
      await reported(json, (reporter, signal) => runImageToImage(settings, reporter, signal))
    })
}
