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
    .description('Make new pictures with a trained model.')
    .summary('make new pictures with a trained model')
    .argument(...modelArgument)
    .optionsGroup('What is made:')
    .option('-n <count>', 'pictures', wholeNumber(1, sizeLimits.pictures), 64)
    .option(
      '--sampler <name>',
      'see below (default: ddpm for models of eps, dpm-solver++ for others)',
      oneOf(samplerNames),
    )
    .option(
      '--steps <n>',
      'denoising steps (default: all of ddpm, 25 of others)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .option(
      '--spacing <name>',
      `where they lie: ${spacings.join(', ')} (default: trailing)`,
      oneOf(spacings),
    )
    .option(
      '--eta <n>',
      'fresh noise of ddim and dpm-solver++, from 0 for none to 1 for as much as ddpm',
      numberBetween(0, 1),
    )
    .option(
      '--sigmas <name>',
      `noise levels of solvers: ${sigmaRamps.join(', ')}`,
      oneOf(sigmaRamps),
    )
    .option(
      '--clip <how>',
      `keep pictures in range: ${clips.join(', ')} (default: none of ddpm, range of others)`,
      oneOf(clips),
    )
    .addOption(classOption('in turn (default: all)'))
    .addOption(guidanceOption())
    .addOption(guidanceRescaleOption())
    .addOption(weightsOption())
    .addOption(seedOption())
    .optionsGroup('How it is kept:')
    .addOption(outputOption('samples.png', 'the grid'))
    .option('--columns <n>', 'pictures in a row', wholeNumber(1), 8)
    .addOption(scaleOption(1))
    .option('--trajectory', 'also a strip from noise to picture')
    .option(
      '--save-every <n>',
      `timesteps between its pictures (default: ${STRIP_EVERY})`,
      wholeNumber(1, sizeLimits.timesteps),
    )
    .option('--gif', 'also an animation of the denoising')
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText('after', samplersHelp())
    .addHelpText(
      'after',
      examples([
        ['ddpm sample mnist', '64 digits by the model that comes along'],
        ['ddpm sample runs/NAME', '64 pictures of your own into samples.png'],
        ['ddpm sample runs/NAME -n 16 --columns 4 --scale 4', 'fewer and larger'],
        ['ddpm sample model.safetensors --seed 7 -o seven.png', 'others, from a file'],
        ['ddpm sample runs/NAME --sampler unipc --steps 10', 'soon'],
        ['ddpm sample runs/NAME --class 0,1,2 --guidance 2', 'of classes, if it knows any'],
        ['ddpm sample runs/NAME --trajectory --gif', 'how they come about'],
      ]),
    )
    .action(async (source, { n, trajectory, gif, saveEvery, json, class: classes, ...rest }) => {
      const film = filmOf({ trajectory, gif, saveEvery })
      const settings = { ...rest, ...film, source, count: n, classes }
      await reported(json, (reporter, signal) => runSampling(settings, reporter, signal))
    })
}
