/** The tables of the docs that are made from definitions. */

import {
  explainedRange,
  flagOf,
  type OptionSpec,
  type OptionSpecs,
} from '../../src/base/option-specs.ts'
import { sharedSamplerOptions } from '../../src/diffusion/samplers/options.ts'
import { samplerDefinitions } from '../../src/diffusion/samplers/registry.ts'
import { scheduleDefinitions, scheduleSpecs } from '../../src/diffusion/schedules.ts'
import { type AnyArchitecture, architectures, networkByName } from '../../src/nn/registry.ts'
import { plannedRecipeSpecs } from '../../src/training/recipe-specs.ts'
import { planSpecs, runSpecs } from '../../src/training/run-specs.ts'

const escaped = (text: string) => text.replaceAll('|', '\\|')

/** A table in Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const shownDefault = (spec: OptionSpec) =>
  spec.default === undefined ? (spec.unset ?? 'must be given') : `\`${String(spec.default)}\``

/** A row for each option: its name, what it takes, its default, and what it does. */
export function optionRows(specs: OptionSpecs): string[][] {
  return Object.entries(specs).map(([name, spec]) => [
    ...[`\`${name}\``, explainedRange(spec), shownDefault(spec), spec.help],
  ])
}

/** A row for each option as the command line has it, with its heading there. */
const flagRows = (specs: OptionSpecs) =>
  Object.entries(specs).map(([name, spec]) => [
    ...[`\`${flagOf(name, spec)}\``, `\`${name}\``, spec.group ?? ''],
    ...[explainedRange(spec), shownDefault(spec), spec.help],
  ])

const flagTable = (specs: OptionSpecs) =>
  table(['Flag', 'Option', 'About', 'Takes', 'Default', 'What it does'], flagRows(specs))

/** `s`, or a dash. */
const names = (specs: OptionSpecs) =>
  Object.keys(specs)
    .map((name) => `\`${name}\``)
    .join(', ') || '-'

/** Options of several owners, each once: the same name means the same. */
function optionTable(owners: readonly { readonly options: OptionSpecs }[]): string {
  const all: OptionSpecs = Object.assign({}, ...owners.map(({ options }) => options))
  return table(['Option', 'Takes', 'Default', 'What it does'], optionRows(all))
}

/** `yes`, `no`, or an option's name. */
const yesNo = (property: boolean | 'eta') =>
  typeof property === 'boolean' ? (property ? 'yes' : 'no') : `\`${property}\``

/** What decides an option of an architecture: a flag of `ddpm train`, the images, or nobody but the library. */
function decider(definition: AnyArchitecture, name: string): string {
  if (definition.chosen.includes(name)) return `\`${flagOf(name, definition.options[name])}\``
  return ['channels', 'imageSize', 'classes'].includes(name) ? 'the images' : '-'
}

/** Every generated table by the name that its place in a document has. */
export const tables: Readonly<Record<string, () => string>> = {
  samplers: () =>
    table(
      [
        'Sampler',
        'What it is',
        'Steps',
        'Order',
        'Evaluations a step',
        'Fresh noise',
        'Multistep',
        'Own options',
        'Source',
      ],
      samplerDefinitions.map((sampler) => [
        ...[`\`${sampler.name}\``, sampler.help, String(sampler.steps), String(sampler.order)],
        ...[String(sampler.evaluations), yesNo(sampler.stochastic), yesNo(sampler.multistep)],
        ...[names(sampler.options), sampler.source],
      ]),
    ),
  'sampler-options': () =>
    table(
      ['Sampler', 'Option', 'Takes', 'Default', 'What it does'],
      [{ name: 'all', options: sharedSamplerOptions }, ...samplerDefinitions].flatMap(
        ({ name, options }) => optionRows(options).map((row) => [name, ...row]),
      ),
    ),
  recipe: () => flagTable(plannedRecipeSpecs),
  run: () => flagTable({ ...runSpecs, ...planSpecs }),
  schedules: () =>
    table(
      ['Schedule', 'What it is', 'Options', 'Source'],
      scheduleDefinitions.map(({ name, help, options, source }) => [
        ...[`\`${name}\``, help, names(options), source],
      ]),
    ),
  networks: () =>
    table(
      ['Network', 'What it is', 'Parameters', 'Classes', 'Source'],
      architectures.map(({ name, help, options, source }) => [
        ...[`\`${name}\``, help, networkByName(name, {}).parameterCount.toLocaleString('en')],
        ...[yesNo('classes' in options), source],
      ]),
    ),
  'network-options': () =>
    table(
      ['Network', 'Option', 'Flag', 'Takes', 'Default', 'What it does'],
      architectures.flatMap((definition) =>
        optionRows(definition.options).map(([option, ...row], i) => {
          const flag = decider(definition, Object.keys(definition.options)[i])
          return [`\`${definition.name}\``, option, flag, ...row]
        }),
      ),
    ),
  'schedule-options': () =>
    optionTable(scheduleDefinitions.map((schedule) => ({ options: scheduleSpecs(schedule) }))),
}

/**
 * A document with its tables made again: what stands between `<!-- table: NAME -->` and
 * `<!-- end -->`.
 */
export function withTables(text: string): string {
  return text.replace(
    /(<!-- table: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => {
      if (!Object.hasOwn(tables, name)) throw new Error(`no table is named ${name}`)
      return `${begin}${tables[name]()}\n${end}`
    },
  )
}
