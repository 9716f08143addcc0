/** `ddpm pack`: its options. */

import { Command } from '@commander-js/extra-typings'
import { describeSources } from '../../data/sources.ts'
import { packData } from '../../hosts/node/pack.ts'
import { examples } from '../help.ts'
import { watchInterrupts } from '../interrupt.ts'
import { loadNotices } from '../load-notices.ts'
import { jsonOption } from '../options/common.ts'
import { checkDataFlags, dataFlags, separateData } from '../options/data-flags.ts'
import { checkOutputs } from '../outputs.ts'
import { shellWord } from '../shell-word.ts'
import { plural, bytes as size } from '../terminal/format.ts'

/** The command `pack`. */
export function packCommand() {
  const command = new Command('pack')
    .description(
      'Write images of any source as one file of images of one size, which training reads piece by\n' +
        'piece: there may be more than fit in memory. Training from it gives the same bits.',
    )
    .summary('write images as one file for training')
    .argument('<data>', describeSources())
    .requiredOption('-o, --out <file>', 'the file to write, such as set.safetensors')
  for (const option of dataFlags()) command.addOption(option)
  return command
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm pack ./photos -o photos.safetensors --image-size 64', 'a folder, at 64x64'],
        ['ddpm pack shards/ -o set.safetensors', 'WebDataset shards in a folder'],
        ['ddpm train --data photos.safetensors', 'train on it'],
      ]),
    )
    .action(async (spec, { out, json, ...typed }) => {
      checkOutputs([out], '-o')
      const { data: given } = separateData(typed)
      checkDataFlags(spec, given)
      const notice = (text: string) => void (json || process.stderr.write(`${text}\n`))
      const interrupts = watchInterrupts(() => notice('Stopping.'))
      try {
        const { dataCount, ...rest } = given
        const options = { ...rest, ...(dataCount !== undefined && { count: dataCount }) }
        const packed = await packData(spec, out, {
          ...options,
          ...{ signal: interrupts.signal, onNotice: notice, onProgress: loadNotices(notice) },
        })
        const { count: images, width, height, channels, classes, bytes, path } = packed
        const facts = {
          kind: 'packed',
          path,
          count: images,
          shape: [height, width, channels],
          classes,
        }
        const words =
          `${path}: ${plural(images, 'image')} of ${width} x ${height} x ${channels}, ${size(bytes)}` +
          `\nTrain on it: npx ddpm train --data ${shellWord(path)}`
        process.stdout.write(`${json ? JSON.stringify({ ...facts, bytes }) : words}\n`)
      } finally {
        interrupts.dispose()
      }
    })
}
