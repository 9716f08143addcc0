/** `ddpm sample`: its options. */

import { Command } from '@commander-js/extra-typings'
import { clips, samplerNames, sigmaRamps, spacings } from '../../node.ts'
import { STRIP_EVERY } from '../film.ts'
import { examples } from '../help.ts'
import {
  classOption,
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
import { numberBetween, oneOf, wholeNumber } from '../options/readers.ts'
import { outputOption, samplersHelp, scaleOption, seedOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runSampling } from '../sample/session.ts'
import { usageError } from '../usage-errors.ts'

interface Film {
  readonly trajectory?: boolean | undefined
  readonly gif?: boolean | undefined
  readonly saveEvery?: number | undefined
}

/** @throws {DdpmError} `usage.option-needs` where nothing is made of what is saved */
function filmOf({ trajectory = false, gif = false, saveEvery }: Film) {
  if (saveEvery === undefined || trajectory || gif) {
    return { trajectory, gif, saveEvery: saveEvery ?? STRIP_EVERY }
  }
  throw usageError('usage.option-needs', { option: '--save-every', needs: '--trajectory or --gif' })
}

/** The command `sample`. */
export function sampleCommand() {
  return new Command('sample')
    .description('Generate images with a trained model.')
    .summary('generate images with a trained model')
    .argument(...modelArgument)
    .optionsGroup('Sampling:')
    .option('-n <count>', 'number of images', wholeNumber(1, sizeLimits.pictures), 64)
    .option(
      '--sampler <name>',
      'see below (default: ddpm for models that predict eps, dpm-solver++ for others)',
      oneOf(samplerNames),
    )
    .option(
      '--steps <n>',
      'denoising steps (default: all timesteps for ddpm, 25 for others)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .option(
      '--spacing <name>',
      `how the steps are spaced: ${spacings.join(', ')} (default: trailing)`,
      oneOf(spacings),
    )
    .option(
      '--eta <n>',
      'noise added by ddim and dpm-solver++, from 0 (none) to 1 (as much as ddpm)',
      numberBetween(0, 1),
    )
    .option(
      '--sigmas <name>',
      `noise levels of the solvers: ${sigmaRamps.join(', ')}`,
      oneOf(sigmaRamps),
    )
    .option(
      '--clip-denoised <how>',
      `clip the predicted image: ${clips.join(', ')} (default: none for ddpm, range for others)`,
      oneOf(clips),
    )
    .addOption(classOption('in turn (default: all)'))
    .addOption(guidanceOption())
    .addOption(guidanceRescaleOption())
    .addOption(weightsOption())
    .addOption(seedOption())
    .optionsGroup('Output:')
    .addOption(outputOption('samples.png', 'the grid'))
    .option('--columns <n>', 'images per row', wholeNumber(1), 8)
    .addOption(scaleOption(1))
    .option('--trajectory', 'also write a strip from noise to image')
    .option(
      '--save-every <n>',
      `timesteps between its images (default: ${STRIP_EVERY})`,
      wholeNumber(1, sizeLimits.timesteps),
    )
    .option('--gif', 'also write an animation of the denoising')
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText('after', samplersHelp())
    .addHelpText(
      'after',
      examples([
        ['ddpm sample mnist', '64 digits, with the bundled model'],
        ['ddpm sample runs/NAME', '64 images from your run, in samples.png'],
        ['ddpm sample runs/NAME -n 16 --columns 4 --scale 4', 'fewer and larger images'],
        ['ddpm sample model.safetensors --seed 7 -o seven.png', 'another seed, from a model file'],
        ['ddpm sample runs/NAME --sampler unipc --steps 10', 'in fewer steps'],
        [
          'ddpm sample runs/NAME --class 0,1,2 --guidance 2',
          'of some classes, if the model has any',
        ],
        ['ddpm sample runs/NAME --trajectory --gif', 'how the images emerge'],
      ]),
    )
    .action(
      async (
        source,
        { n, trajectory, gif, saveEvery, json, class: classes, clipDenoised: clip, ...rest },
      ) => {
        const film = filmOf({ trajectory, gif, saveEvery })
        const settings = { ...rest, ...film, source, count: n, classes, clip }
        await reported(json, (reporter, signal) => runSampling(settings, reporter, signal))
      },
    )
}
