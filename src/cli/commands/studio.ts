/** `ddpm studio`: its options. */

import { Command } from '@commander-js/extra-typings'
import { examples } from '../help.ts'
import { wholeNumber } from '../options/readers.ts'

/** The command `studio`. */
export function studioCommand() {
  return new Command('studio')
    .description(
      'Serve the studio: a web app to explore noise, train, sample, draw, and follow runs.\n\n' +
        'The app computes in the browser; this command serves it, and shows it the run folders,\n' +
        'live while ddpm train writes them. It writes nothing, and only this computer can open it.\n' +
        'From another one, run ssh -L 8080:localhost:8080 USER@THIS-COMPUTER and open the same\n' +
        'address there.',
    )
    .summary('train, sample and follow runs in the browser')
    .option('--port <n>', 'port to listen on; 0 for any free one', wholeNumber(0, 65535), 8080)
    .option('--runs <folder>', 'folder that holds the run folders', './runs')
    .option('--open', 'open it in the browser')
    .addHelpText(
      'after',
      examples([
        ['ddpm studio --open', 'the studio, with the runs in ./runs'],
        ['ddpm studio --runs ~/experiments', 'with the runs of another folder'],
        ['ddpm studio --port 9000', 'if 8080 is in use'],
      ]),
    )
    .action(async ({ port, runs, open = false }) => {
      // what a server needs is loaded for this command alone: the others start sooner
      const { runStudio } = await import('../studio/session.ts')
      await runStudio({ port, runs, open })
    })
}
