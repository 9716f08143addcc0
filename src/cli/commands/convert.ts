/** `ddpm convert`: a model of any kind as a file that says everything itself. */

import { Command } from '@commander-js/extra-typings'
import { saveModel } from '../../hosts/node/model-file.ts'
import { examples } from '../help.ts'
import { assumedOptions, separateAssumed } from '../options/assumed.ts'
import { jsonOption, modelArgument, weightsOption } from '../options/common.ts'
import { checkOutputs } from '../outputs.ts'
import { shellWord } from '../shell-word.ts'
import { count } from '../terminal/format.ts'
import { loadWith, weightNotices } from '../weights.ts'

/** The command `convert`. */
export function convertCommand() {
  const command = new Command('convert')
    .description(
      'Write a model as one .safetensors file that says everything itself: network, schedule, what it\n' +
        'predicts, its sampler and its classes. What its own file does not say, the options below do,\n' +
        'once and for all. PyTorch loads the weights by load_state_dict(strict=True).',
    )
    .summary('write a model as a file that says everything itself')
    .argument(...modelArgument)
    .requiredOption('-o, --out <file>', 'the file to write, such as model.safetensors')
    .option('--half', 'in half precision: half the size, about 3 digits')
    .addOption(weightsOption())
  for (const option of assumedOptions()) command.addOption(option)
  return command
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples([
        ['ddpm convert ./my-pipeline -o mine.safetensors', 'a folder of diffusers'],
        ['ddpm convert model-10.pt -o mine.safetensors', 'a checkpoint of PyTorch'],
        [
          'ddpm convert w.safetensors --image-size 32 --schedule cosine -o m.safetensors',
          'weights alone',
        ],
        ['ddpm convert runs/NAME --half -o small.safetensors', 'a run, in half the size'],
      ]),
    )
    .action(async (source, { out, half, json, weights, ...typed }) => {
      checkOutputs([out], '-o')
      const { assume } = separateAssumed(typed)
      const notice = (text: string) => void (json || process.stderr.write(`${text}\n`))
      const loaded = await loadWith(source, weights, assume)
      for (const text of weightNotices(loaded, weights, assume)) notice(text)
      const { checkpoint: _, path: __, notes, ...contents } = loaded
      await saveModel(out, { ...contents, precision: half ? 'half' : 'single' })
      const { architecture, parameterCount } = loaded.network
      const facts = { kind: 'converted', path: out, from: source, architecture, notes }
      const words =
        `${out}: ${architecture}, ${count(parameterCount)} parameters` +
        `\nSample from it: npx ddpm sample ${shellWord(out)}`
      process.stdout.write(`${json ? JSON.stringify(facts) : words}\n`)
    })
}
