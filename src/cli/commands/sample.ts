/** `ddpm sample`: its options. */

import { Command } from '@commander-js/extra-typings'
import { STRIP_EVERY } from '../film.ts'
import { examples } from '../help.ts'
import { deviceOption, jsonOption, modelArgument, threadsOption } from '../options/common.ts'
import { oneOf, wholeNumber } from '../options/readers.ts'
import { reported } from '../sample/reported.ts'
import { runSampling } from '../sample/session.ts'

/** The command `sample`. */
export function sampleCommand() {
  return new Command('sample')
    .description('Make new pictures with a trained model.')
    .summary('make new pictures with a trained model')
    .argument(...modelArgument)
    .optionsGroup('What is made:')
    .option('-n <count>', 'pictures', wholeNumber(1), 64)
    .option('--sampler <name>', 'ddpm', oneOf(['ddpm']), 'ddpm')
    .option('--steps <n>', 'denoising steps (default: all timesteps)', wholeNumber(1))
    .option('--seed <n>', 'the same seed gives the same pictures', wholeNumber(0), 0)
    .optionsGroup('How it is kept:')
    .option('-o, --output <file>', 'the grid, a PNG', 'samples.png')
    .option('--columns <n>', 'pictures in a row', wholeNumber(1), 8)
    .option('--scale <n>', 'enlarge each pixel n times', wholeNumber(1, 64), 1)
    .option('--trajectory', 'also a strip from noise to picture')
    .option('--save-every <n>', 'timesteps between its pictures', wholeNumber(1), STRIP_EVERY)
    .option('--gif', 'also an animation of the denoising')
    .addOption(jsonOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm sample runs/NAME', '64 pictures into samples.png'],
        ['ddpm sample runs/NAME -n 16 --columns 4 --scale 4', 'fewer and larger'],
        ['ddpm sample model.safetensors --seed 7 -o seven.png', 'others, from a file'],
        ['ddpm sample runs/NAME --trajectory --gif', 'how they come about'],
      ]),
    )
    .action(async (source, { n, trajectory, gif, json, steps, device, threads, ...rest }) => {
      const film = { trajectory: trajectory ?? false, gif: gif ?? false }
      const settings = { ...rest, ...film, source, count: n, steps, device, threads }
      await reported(json, (reporter, signal) => runSampling(settings, reporter, signal))
    })
}
