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
import { outputOption, picturesArgument, scaleOption, stepsOption } from '../options/tasks.ts'
import { reported } from '../sample/reported.ts'
import { runInversion } from '../tasks/invert.ts'

/** The command `invert`. */
export function invertCommand() {
  return new Command('invert')
    .description(
      'Find the noise that pictures come from, by DDIM backwards, and make the pictures of it\n' +
        'again. How far they come back says how well the model knows them, and whether the steps\n' +
        'are enough.',
    )
    .summary('find the noise that pictures come from')
    .argument(...modelArgument)
    .argument(...picturesArgument)
    .optionsGroup('What is made:')
    .addOption(stepsOption())
    .addOption(classOption('for the pictures in turn (default: any)'))
    .optionsGroup('How it is kept:')
    .addOption(outputOption('invert.png', 'the pictures, their noise, and the way back'))
    .addOption(scaleOption(4))
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(variantOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm invert runs/NAME mnist:7', 'there and back'],
        ['ddpm invert runs/NAME a.png b.png --steps 200', 'more exactly'],
      ]),
    )
    .action(async (source, pictures, { json, class: classes, ...rest }) => {
      const settings = { ...rest, source, pictures, classes }
      await reported(json, (reporter, signal) => runInversion(settings, reporter, signal))
    })
}
