/** Renders the recorded results into README.md: `npm run bench:render`. The bench does it too. */

import { renderReadme } from './report/readme.ts'

await renderReadme()
