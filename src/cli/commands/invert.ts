/** `ddpm invert`: its options. */

import { Command } from '@commander-js/extra-typings'
import { examples } from '../help.ts'
import {
  classOption,
  deviceOption,
  jsonOption,
  modelArgument,
  threadsOption,
  variantOption,
} from '../options/common.ts'
import { samplerFlags } from '../options/sampler-flags.ts'
import { imagesArgument, outputOption, scaleOption, stepsOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runInversion } from '../tasks/invert.ts'

/** What DDIM and its inversion take alike. */
const flags = samplerFlags({ samplers: ['ddim'], only: ['spacing'] })

/** The command `invert`. */
export function invertCommand() {
  const command = new Command('invert')
    .description(
      'Invert images to the noise that generates them, by reversed DDIM, and reconstruct them from\n' +
        'it. The error of the reconstruction shows how well the model fits the images, and whether\n' +
        'the steps suffice.',
    )
    .summary('find the noise that generates images')
    .argument(...modelArgument)
    .argument(...imagesArgument)
    .optionsGroup('Sampling:')
    .addOption(stepsOption())
    .addOption(classOption('for the images in turn (default: any)'))
  for (const option of flags.options()) command.addOption(option)
  return command
    .optionsGroup('Output:')
    .addOption(outputOption('invert.png', 'the images, their noise, and the reconstructions'))
    .addOption(scaleOption(4))
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm invert runs/NAME mnist:7', 'invert and reconstruct an MNIST digit'],
        ['ddpm invert runs/NAME a.png b.png --steps 200', 'more precisely'],
      ]),
    )
    .action(async (source, sources, { json, class: classes, ...typed }) => {
      const { samplerOptions, rest } = flags.separate(typed)
      const settings = { ...rest, samplerOptions, source, sources, classes }
      await reported(json, (reporter, signal) => runInversion(settings, reporter, signal))
    })
}
