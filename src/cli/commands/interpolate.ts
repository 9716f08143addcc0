/** `ddpm interpolate`: its options. */

import { Command } from '@commander-js/extra-typings'
import type { SamplerName } from '../../diffusion/samplers/registry.ts'
import { deterministicSamplers, taskDefaults } from '../../diffusion/sampling-defaults.ts'
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
import { oneOf, seedPair, wholeNumber } from '../options/readers.ts'
import { samplerFlag, samplerFlags, type TypedSamplerOptions } from '../options/sampler-flags.ts'
import { outputOption, samplersHelp, scaleOption, stepsOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { type Ends, runInterpolation } from '../tasks/interpolate.ts'
import { usageError } from '../usage-errors.ts'

interface Given {
  readonly seeds?: readonly [number, number] | undefined
  readonly images?: readonly string[] | undefined
  readonly sampler?: SamplerName | undefined
  readonly guidance?: number | undefined
  readonly samplerOptions: TypedSamplerOptions
}

/** @throws {DdpmError} where there are not two ends of one kind. */
function endsOf({ seeds, images, sampler, guidance, samplerOptions }: Given): Ends {
  if (seeds && images) throw usageError('usage.one-kind-of-ends')
  if (seeds) return { seeds, sampler: sampler ?? taskDefaults.interpolate.sampler }
  if (!images) throw usageError('usage.no-ends')
  if (images.length !== 2) throw usageError('usage.not-two-images', { count: images.length })
  const { spacing, ...others } = samplerOptions
  const ignored = Object.entries({ sampler, guidance, ...others }).find(
    ([, value]) => value !== undefined,
  )
  if (ignored) throw usageError('usage.option-needs-seeds', { option: samplerFlag(ignored[0]) })
  return { sources: [images[0], images[1]] }
}

/** Fresh noise would differ from image to image. */
const flags = samplerFlags({ samplers: deterministicSamplers, except: ['eta'] })

/** The command `interpolate`. */
export function interpolateCommand() {
  const command = new Command('interpolate')
    .description(
      'Generate the images between two. Between two seeds, their initial noise is interpolated.\n' +
        'Between two images, each is inverted to its noise first (see ddpm invert).',
    )
    .summary('generate the images between two')
    .argument(...modelArgument)
    .optionsGroup('Sampling:')
    .option('--seeds <a,b>', 'between the first samples of two seeds', seedPair)
    .option('--images <image...>', 'between two images: image files, or for example mnist:7')
    .option(
      '--frames <n>',
      'number of images, including both ends',
      wholeNumber(2, sizeLimits.frames),
      9,
    )
    .option(
      '--sampler <name>',
      `for seeds: ${deterministicSamplers.join(', ')} (default: ${taskDefaults.interpolate.sampler})`,
      oneOf(deterministicSamplers),
    )
    .addOption(stepsOption())
    .addOption(classOption('from one end to the other (default: any)'))
    .addOption(guidanceOption('for seeds: '))
  for (const option of flags.options()) command.addOption(option)
  return command
    .optionsGroup('Output:')
    .addOption(outputOption('interpolate.png', 'the images in order'))
    .option('--columns <n>', 'images per row', wholeNumber(1), 10)
    .addOption(scaleOption(4))
    .option('--gif', 'also write an animation, forwards and backwards')
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      `${examples([
        ['ddpm interpolate runs/NAME --seeds 1,2', 'nine images from seed 1 to seed 2'],
        [
          'ddpm interpolate runs/NAME --seeds 1,2 --frames 40 --gif',
          'one sample turning into the other',
        ],
        ['ddpm interpolate runs/NAME --images a.png mnist:7', 'from an image to an MNIST digit'],
        [
          'ddpm interpolate runs/NAME --seeds 1,2 --class 3',
          'all of one class, if the model has classes',
        ],
      ])}\n${samplersHelp(deterministicSamplers)}`,
    )
    .action(async (source, { json, seeds, images, sampler, gif, class: classes, ...typed }) => {
      const { samplerOptions, rest } = flags.separate(typed)
      const ends = endsOf({ seeds, images, sampler, guidance: rest.guidance, samplerOptions })
      const settings = { ...rest, samplerOptions, source, ends, gif: gif ?? false, classes }
      await reported(json, (reporter, signal) => runInterpolation(settings, reporter, signal))
    })
}
