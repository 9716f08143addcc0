/**
 * Counts what a new sampler touches. The sources are bundled with a toy sampler and its line in the
 * registry, which are the only changes, and what is made from definitions is asked for it; then the
 * files are counted that name a sampler there is, `deis`.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const folder = 'src/diffusion/samplers'

/** The two files: a definition, and the registry with a line more. */
const definition = `
import { number } from '../../base/option-specs.ts'
import { defineSampler } from './definition.ts'
import { levelAt, wholeTimesteps } from './spacing.ts'

export const toy = defineSampler({
  ...{ name: 'toy', help: 'for a count of files', source: 'nowhere', steps: 7 },
  ...{ stochastic: false, multistep: false, order: 1, evaluations: 1 },
  options: { nudge: number({ min: 0, max: 1, default: 0.5, help: 'changes little' }) },
  build: (schedule, { nudge, ...options }) => ({
    rows: wholeTimesteps(schedule.timesteps, options).map((t) => ({
      ...levelAt(schedule, t),
      x0: nudge,
      eps: 1 - nudge,
    })),
  }),
})
`
const line = "export { toy } from './toy.ts'"

const touched: Readonly<Record<string, (before: string) => string>> = {
  [`${folder}/toy.ts`]: () => definition,
  [`${folder}/all.ts`]: (before) => `${before}\n${line}\n`,
}

const withToy: Plugin = {
  name: 'with-toy',
  setup({ onLoad, onResolve }) {
    const added = join(root, folder, 'toy.ts')
    onResolve({ filter: /\/toy\.ts$/ }, () => ({ path: added }))
    onLoad({ filter: /samplers\/(toy|all)\.ts$/ }, ({ path }) => {
      const before = path === added ? '' : readFileSync(path, 'utf8')
      return { contents: touched[relative(root, path)](before), loader: 'ts' }
    })
  },
}

/** What is made from definitions, each asked whether it knows the toy. */
const questions = `
import { fits, } from './src/base/options.ts'
import { createProgram } from './src/cli/program.ts'
import { parseSettings, newSettings } from './src/cli/train/settings.ts'
import { buildSampler } from './src/diffusion/samplers/build.ts'
import { buildSchedule } from './src/diffusion/schedules.ts'
import { tables } from './scripts/docs/tables.ts'
import { methodOf, samplers } from './studio/src/pages/sample/methods.ts'

const schedule = buildSchedule('cosine', { timesteps: 100 })
const refusalOf = (make) => {
  try {
    make()
  } catch (error) {
    return error.code
  }
}
const helpOf = (name) => {
  let help = ''
  const command = createProgram().commands.find((one) => one.name() === name)
  command.configureOutput({ writeOut: (text) => (help += text) })
  command.outputHelp()
  return help
}
const config = (sampler) => ({ ...newSettings({}), sampler })

module.exports = {
  'the library builds it': buildSampler('toy', schedule).rows.length === 7,
  'the library refuses an option out of range':
    refusalOf(() => buildSampler('toy', schedule, { nudge: 2 })) === 'option.out-of-range',
  'the help of sample lists it': /toy +for a count of files/.test(helpOf('sample')),
  'sample has its flag': /--nudge <n> +toy: changes little/.test(helpOf('sample')),
  'img2img has its flag': /--nudge <n> +toy: changes little/.test(helpOf('img2img')),
  'train offers it for grids': /--sampler <name>[^(]*toy/.test(helpOf('train')),
  'a config may name it': parseSettings(config('toy'), 'config.json').sampler === 'toy',
  'a config may not name another':
    refusalOf(() => parseSettings(config('toi'), 'config.json')) === 'cli.config-damaged',
  'the docs list it': tables.samplers().includes('| \`toy\` | for a count of files |'),
  'the docs list its option': tables['sampler-options']().includes('| toy | \`nudge\` |'),
  'the studio offers it': samplers.includes('toy') && methodOf('toy').steps === 7,
}
`

/** Whether each knows a sampler that the touched files alone add. */
async function whoKnows(): Promise<Readonly<Record<string, boolean>>> {
  const { outputFiles } = await build({
    stdin: { contents: questions, resolveDir: root, loader: 'ts' },
    ...{ bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'error' },
    ...{ plugins: [withToy], define: { 'import.meta.url': '__url', 'import.meta.dirname': '""' } },
    banner: { js: `const __url = ${JSON.stringify(`file://${root}/src/cli/package.ts`)}` },
  })
  const place = await mkdtemp(join(tmpdir(), 'sampler-'))
  try {
    const file = join(place, 'questions.cjs')
    await writeFile(file, outputFiles[0].contents)
    return createRequire(import.meta.url)(file) as Readonly<Record<string, boolean>>
  } finally {
    await rm(place, { recursive: true })
  }
}

/** Files that name a sampler as a word of code, without those that are made from definitions. */
function namedIn(sampler: string, folders: readonly string[]): string[] {
  const files = folders.flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(tsx?|md)$/.test(file))
      .map((file) => join(name, file).replaceAll('\\', '/')),
  )
  const isMade = /<!-- table: [\w-]+ -->[\s\S]*?<!-- end -->/g
  const named = new RegExp(`\\b${sampler}\\b`)
  return files.filter((file) => {
    return named.test(readFileSync(join(root, file), 'utf8').replace(isMade, ''))
  })
}

/** What a new sampler touches, who knows it then, and where one that there is is named. */
export async function filesForASampler() {
  const named = namedIn('deis', ['src', 'studio/src', 'docs'])
  return { touched: Object.keys(touched), line, known: await whoKnows(), named }
}

if (process.argv[1] === import.meta.filename) {
  const { known, named } = await filesForASampler()
  console.log(`A sampler touches ${Object.keys(touched).length} files:`)
  for (const file of Object.keys(touched)) console.log(`  ${file}`)
  console.log('With these alone:')
  for (const [what, isSo] of Object.entries(known))
    console.log(`  ${isSo ? 'yes' : 'NO '}  ${what}`)
  console.log(`Files that name deis, apart from generated tables: ${named.length}`)
  for (const file of named) console.log(`  ${file}`)
}
