/**
 * Checks the built package's types with the oldest TypeScript that it states (README): a program that
 * uses every door, as a project would that has installed it. Fetches that TypeScript by npm.
 */

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const OLDEST = '5.2.2'
const root = fileURLToPath(new URL('../', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'ddpm-types-'))

const doors = [
  'ddpm',
  ...['diffusion', 'engine', 'evaluation', 'formats', 'nn', 'training'].map(
    (door) => `ddpm/${door}`,
  ),
]
const program = `
${doors.map((door, i) => `import * as door${i} from '${door}'`).join('\n')}
export const doors = [${doors.map((_, i) => `door${i}`).join(', ')}]
export const run = door0.train({ data: './sprites', preset: 'quick', imageSize: 32 })
for await (const event of run) if (event.kind === 'step') console.log(event.step, event.loss)
const model: door0.Model = await run
const images = await model.sample({ count: 4, classes: ['cat'], sampler: 'unipc', steps: 10, order: 2 })
await door0.savePng('cats.png', door0.grid(images))
await using device = await door0.openDevice({ threads: 1 })
await model.sample({ device, sampler: (schedule) => ({ name: 'own', rows: [], clip: 'none', schedule }) })
`

try {
  for (const name of ['ddpm', 'valibot', '@types/node', 'undici-types']) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(name === 'ddpm' ? root : join(root, 'node_modules', name), link)
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(project, 'main.ts'), program)
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2022',
    '--lib',
    'es2022,esnext.disposable',
    '--types',
    'node',
  ]
  const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext']
  const npm = ['exec', '--yes', `--package=typescript@${OLDEST}`, '--', 'tsc']
  execFileSync('npm', [...npm, ...options, ...modules, 'main.ts'], {
    cwd: project,
    stdio: 'inherit',
  })
  console.log(`The types hold with TypeScript ${OLDEST}.`)
} finally {
  rmSync(project, { recursive: true, force: true })
}
