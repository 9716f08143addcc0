/** The program: its commands and how it speaks. What commands do is theirs. */

import { Command } from '@commander-js/extra-typings'
import { benchCommand } from './commands/bench.ts'
import { convertCommand } from './commands/convert.ts'
import { devicesCommand } from './commands/devices.ts'
import { evalCommand } from './commands/eval.ts'
import { img2imgCommand } from './commands/img2img.ts'
import { inpaintCommand } from './commands/inpaint.ts'
import { inspectCommand } from './commands/inspect.ts'
import { interpolateCommand } from './commands/interpolate.ts'
import { invertCommand } from './commands/invert.ts'
import { packCommand } from './commands/pack.ts'
import { sampleCommand } from './commands/sample.ts'
import { studioCommand } from './commands/studio.ts'
import { trainCommand } from './commands/train.ts'
import { checkDevice, type DeviceFlags } from './device-options.ts'
import { examples } from './help.ts'
import { nameOption } from './options/named.ts'
import { aboutPackage } from './package.ts'

const commands = () => [
  ...[trainCommand(), sampleCommand(), evalCommand()],
  ...[img2imgCommand(), inpaintCommand(), interpolateCommand(), invertCommand()],
  ...[studioCommand(), inspectCommand(), convertCommand(), packCommand()],
  ...[devicesCommand(), benchCommand()],
]

/** The lines under a usage error. @param name of a command, if one was named */
export function usageOf(name: string | undefined): string {
  const command = commands().find((candidate) => candidate.name() === name)
  const called = command ? `ddpm ${command.name()}` : 'ddpm'
  const usage = command ? command.usage() : '<command> [options]'
  return `usage: ${called} ${usage}   (${called} --help explains)`
}

/** The whole command line. Errors are thrown, never exits: `runCli` decides. */
export function createProgram(): Command {
  const program = new Command('ddpm')
    .description('Train denoising diffusion models and sample from them.')
    .version(aboutPackage().version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .usage('<command> [options]')
    .addHelpText(
      'after',
      examples([
        ['ddpm sample mnist', 'handwritten digits, with the bundled model'],
        ['ddpm train --preset quick', 'digits within minutes, without a download'],
        ['ddpm train --data mnist', 'the notebook to the letter, on real MNIST'],
        ['ddpm sample runs/NAME -n 64', 'a grid of samples'],
        ['ddpm eval runs/NAME', 'evaluate the model'],
        ['ddpm inpaint runs/NAME mnist:7 --mask left', 'regenerate the left half'],
        ['ddpm studio --open', 'all of it in the browser, with live runs'],
        ['ddpm inspect runs/NAME', 'describe a run or a file'],
      ]),
    )
    .hook('preAction', (_, command) => checkDevice(command.opts() as DeviceFlags))
  for (const command of commands()) program.addCommand(command)
  for (const command of [program, ...program.commands]) {
    command.exitOverride()
    command.configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 100) })
    command.configureOutput({ outputError: () => {} }) // `runCli` says it
    for (const option of command.options) nameOption(option)
  }
  return program
}
