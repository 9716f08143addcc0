/** `ddpm studio`: its options. */

import { Command } from '@commander-js/extra-typings'
import { examples } from '../help.ts'
import { wholeNumber } from '../options/readers.ts'

/** The command `studio`. */
export function studioCommand() {
  return new Command('studio')
    .description(
      'Open the studio: a page in which to see noise, train, sample, draw, and follow runs.\n\n' +
        'The page computes in the browser; this command brings it there and tells it of the run\n' +
        'folders, live while ddpm train writes them. It writes nothing, and only this computer\n' +
        'can open it. From another one: ssh -L 8080:localhost:8080 USER@THIS-COMPUTER, and then\n' +
        'the same address there.',
    )
    .summary('see, train and follow models in the browser')
    .option('--port <n>', 'where it listens; 0 for any that is free', wholeNumber(0, 65535), 8080)
    .option('--runs <folder>', 'the folder that holds the run folders', './runs')
    .option('--open', 'open it in the browser at once')
    .addHelpText(
      'after',
      examples([
        ['ddpm studio --open', 'the studio, with the runs in ./runs'],
        ['ddpm studio --runs ~/experiments', 'with those of another folder'],
        ['ddpm studio --port 9000', 'where 8080 is taken'],
      ]),
    )
    .action(async ({ port, runs, open = false }) => {
      // what a server needs is loaded for this command alone: the others start sooner
      const { runStudio } = await import('../studio/session.ts')
      await runStudio({ port, runs, open })
    })
}
