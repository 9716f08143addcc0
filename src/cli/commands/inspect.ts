/** `ddpm inspect`: what a run, a file or a folder is. */

import { Command, Option } from '@commander-js/extra-typings'
import { examples } from '../help.ts'
import { inspect } from '../inspect/inspect.ts'
import type { Report } from '../inspect/report.ts'
import { watchInterrupts } from '../interrupt.ts'
import { loadNotices } from '../load-notices.ts'
import { factsOption } from '../options/common.ts'
import { preparationFlags, separateData } from '../options/data-flags.ts'
import { pngFile } from '../options/readers.ts'
import { checkOutputs } from '../outputs.ts'
import { terminalOf } from '../terminal/terminal.ts'

/** What is shown of a report: the summary, and how to see the rest or the rest itself. */
function linesOf(
  { lines, tensors = [] }: Pick<Report, 'lines' | 'tensors'>,
  { parameters }: { readonly parameters?: boolean | undefined },
): readonly string[] {
  if (tensors.length === 0) return lines
  const rest = parameters ? tensors : ['--parameters lists every parameter.']
  return [...lines, '', ...rest]
}

/** The command `inspect`. */
export function inspectCommand() {
  const command = new Command('inspect')
    .description(
      'Describe a run, a model or images to train on: settings, losses and checksums; sizes, classes,\n' +
        'copies and odd images.',
    )
    .summary('describe a run, a file or images')
    .addOption(factsOption())
    .option('--parameters', 'also list every parameter of a model, or tensor of a file')
    .addOption(
      new Option('-o, --output <file>', 'a contact sheet of images to train on, a PNG').argParser(
        pngFile,
      ),
    )
    .argument(
      '<path>',
      'a run folder, a .safetensors file, an IDX file, or what train --data takes: a folder or an archive',
    )
    .addHelpText(
      'after',
      examples([
        ['ddpm inspect runs/NAME', 'a run: settings, losses, files'],
        ['ddpm inspect model.safetensors', 'a model (one saved by PyTorch works, too)'],
        ['ddpm inspect photos -o sheet.png', 'images: sizes, classes, copies, and a contact sheet'],
        [
          'ddpm inspect photos --image-size 32 -o sheet.png',
          'the sheet as training would see them',
        ],
        ['ddpm inspect train-images-idx3-ubyte.gz', 'images or labels in the format of MNIST'],
      ]),
    )
    .action(async (path, { json, output, parameters, ...typed }) => {
      if (output !== undefined) checkOutputs([output], '-o')
      const notice = (text: string) => void (json || process.stderr.write(`${text}\n`))
      const interrupts = watchInterrupts(() => notice('Stopping.'))
      const watch = { signal: interrupts.signal, onProgress: loadNotices(notice) }
      try {
        const { data: reading } = separateData(typed)
        const options = { ...watch, sheet: output, reading }
        const { facts, ...words } = await inspect(path, terminalOf(process.stdout), options)
        const shown = linesOf(words, { parameters })
        process.stdout.write(`${json ? JSON.stringify(facts) : shown.join('\n')}\n`)
      } finally {
        interrupts.dispose()
      }
    })
  for (const option of preparationFlags()) {
    command.addOption(option.helpGroup('Images on the contact sheet (default: whole, small):'))
  }
  return command
}
