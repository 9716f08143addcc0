/** `ddpm sample`: its options. */

import { Command, Option } from '@commander-js/extra-typings'
import { samplerNames } from '../../diffusion/samplers/registry.ts'
import { examples } from '../help.ts'
import { USUAL_COLUMNS, USUAL_PADDING } from '../named-grid.ts'
import { assumedOptions, separateAssumed } from '../options/assumed.ts'
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
import { oneOf, wholeNumber } from '../options/readers.ts'
import { samplerFlags } from '../options/sampler-flags.ts'
import { namedScaleOption, samplersHelp, seedOption } from '../options/tasks.ts'
import { kindOfPlace, samplesPlace } from '../sample/places.ts'
import { reported } from '../sample/reported.ts'
import { runSampling } from '../sample/session.ts'
import { STRIP_EVERY } from '../trajectory.ts'
import { usageError } from '../usage-errors.ts'

interface Trajectory {
  readonly trajectory?: boolean | undefined
  readonly gif?: boolean | undefined
  readonly saveEvery?: number | undefined
}

/** @throws {DdpmError} `usage.option-needs` where nothing is made of what is saved */
function trajectoryOf({ trajectory = false, gif = false, saveEvery }: Trajectory) {
  if (saveEvery === undefined || trajectory || gif) {
    return { trajectory, gif, saveEvery: saveEvery ?? STRIP_EVERY }
  }
  throw usageError('usage.option-needs', { option: '--save-every', needs: '--trajectory or --gif' })
}

/** @throws {DdpmError} `usage.option-needs` where there is no grid beside which they would be put */
function checkPlace(output: string, { trajectory, gif }: Trajectory): void {
  const option = trajectory ? '--trajectory' : gif ? '--gif' : undefined
  if (!option || kindOfPlace(output) === 'grid') return
  throw usageError('usage.option-needs', { option, needs: 'a PNG as --output' })
}

const flags = samplerFlags()

/** The command `sample`. */
export function sampleCommand() {
  const command = new Command('sample')
    .description('Generate images with a trained model.')
    .summary('generate images with a trained model')
    .argument(...modelArgument)
    .optionsGroup('Sampling:')
    .option('-n <count>', 'number of images', wholeNumber(1, sizeLimits.samples), 64)
    .option(
      '--sampler <name>',
      'see below (default: ddpm for models that predict eps; dpm-solver++ for others, of colour with --eta 1 in 30 steps)',
      oneOf(samplerNames),
    )
    .option(
      '--steps <n>',
      'denoising steps (default: the sampler’s own, see below)',
      wholeNumber(1, sizeLimits.timesteps),
    )
    .addOption(classOption('in turn (default: all)'))
    .addOption(guidanceOption())
    .addOption(guidanceRescaleOption())
    .addOption(weightsOption())
    .addOption(seedOption())
  for (const option of [...flags.options(), ...assumedOptions()]) command.addOption(option)
  return command
    .optionsGroup('Output:')
    .addOption(
      new Option(
        '-o, --output <place>',
        'a grid (x.png), a folder for a PNG of each image (x/), or arrays for evaluators (x.npz)',
      )
        .argParser(samplesPlace)
        .default('samples.png'),
    )
    .option(
      '--start-index <n>',
      'number of the first image, to continue where another command ended (default: 0)',
      wholeNumber(0, sizeLimits.samples),
    )
    .option(
      '--columns <n>',
      `images per row (default: ${USUAL_COLUMNS}, or some for each class)`,
      wholeNumber(1),
    )
    .option(
      '--padding <n>',
      `pixels between the images (default: ${USUAL_PADDING}); 0 with --no-names for a sprite sheet`,
      wholeNumber(0, 64),
    )
    .addOption(namedScaleOption())
    .option('--no-names', 'leave out the names of classes below the images')
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
        ['ddpm sample mnist', '64 digits, with a bundled model'],
        ['ddpm sample emoji --class flags', 'flags in colour, with the other one'],
        ['ddpm sample runs/NAME', '64 images from your run, in samples.png'],
        ['ddpm sample runs/NAME -n 16 --columns 4 --scale 4', 'fewer and larger images'],
        ['ddpm sample model.safetensors --seed 7 -o seven.png', 'another seed, from a model file'],
        ['ddpm sample runs/NAME --sampler unipc --steps 10', 'in fewer steps'],
        [
          'ddpm sample runs/NAME --class cat,dog --guidance 2',
          'of some classes, by name or number',
        ],
        ['ddpm sample runs/NAME --trajectory --gif', 'how the images emerge'],
        ['ddpm sample runs/NAME -n 1000 -o samples/', 'a file for each of 1,000 images'],
        ['ddpm sample runs/NAME --padding 0 --no-names -o sheet.png', 'a sprite sheet'],
      ]),
    )
    .action(async (source, { n, trajectory, gif, saveEvery, json, class: classes, ...typed }) => {
      checkPlace(typed.output, { trajectory, gif })
      const { samplerOptions, rest: others } = flags.separate(typed)
      const { rest, assume } = separateAssumed(others)
      const shown = trajectoryOf({ trajectory, gif, saveEvery })
      const settings = { ...rest, samplerOptions, ...shown, source, count: n, classes, assume }
      await reported(json, (reporter, signal) => runSampling(settings, reporter, signal))
    })
}
