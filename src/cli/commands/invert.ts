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
import { imagesArgument, outputOption, scaleOption, stepsOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runInversion } from '../tasks/invert.ts'

/** The command `invert`. */
export function invertCommand() {
  return new Command('invert')
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
    .action(async (source, sources, { json, class: classes, ...rest }) => {
      const settings = { ...rest, source, sources, classes }
      await reported(json, (reporter, signal) => runInversion(settings, reporter, signal))
    })
}
