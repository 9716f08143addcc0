/** `ddpm inspect`: what a run, a file or a folder is. */

import { Command } from '@commander-js/extra-typings'
import { examples } from '../help.ts'
import { inspect } from '../inspect/inspect.ts'
import { factsOption } from '../options/common.ts'
import { terminalOf } from '../terminal/terminal.ts'

/** The command `inspect`. */
export function inspectCommand() {
  return new Command('inspect')
    .description('Describe a run or a file: its model, settings, losses and checksums.')
    .summary('describe a run or a file')
    .addOption(factsOption())
    .argument(
      '<path>',
      'a run folder, a .safetensors file, an IDX file, a folder of IDX files or images, or mnist',
    )
    .addHelpText(
      'after',
      examples([
        ['ddpm inspect runs/NAME', 'a run: settings, losses, files'],
        ['ddpm inspect model.safetensors', 'a model (one saved by PyTorch works, too)'],
        ['ddpm inspect train-images-idx3-ubyte.gz', 'images or labels in the format of MNIST'],
      ]),
    )
    .action(async (path, { json }) => {
      const { facts, lines } = await inspect(path, terminalOf(process.stdout))
      process.stdout.write(`${json ? JSON.stringify(facts) : lines.join('\n')}\n`)
    })
}
