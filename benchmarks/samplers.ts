/**
 * How good a model's images are by sampler and number of steps, all from the same seed: the share
 * that a classifier reads with over 90 % confidence, and their Frechet distance to validation images.
 *
 * npm run bench:samplers -- [--model mnist] [--data mnist] [--count 1000] [--guidance 1]
 *   [dpm-solver++:10:eta=1 ddpm:1000 ...]
 */

import { parseArgs } from 'node:util'
import { openDevice, type SamplerName, type Schedule } from 'ddpm'
import { buildSampler } from 'ddpm/diffusion'
import { type LoadedFile, loadModelFile } from '../src/hosts/node/model-file.ts'
import { type Judge, judged, judgeFor } from './measure/judge.ts'
import { wholeNumber } from './options.ts'
import { percent } from './report/checks.ts'

/** Those of the guide; DDPM's 1000 steps are what the others are compared with. */
const usual = [
  ...['dpm-solver++:5', 'dpm-solver++:10', 'dpm-solver++:12', 'dpm-solver++:25'],
  ...['unipc:5', 'unipc:10', 'unipc:12', 'unipc:25', 'heun:6', 'heun:13'],
  ...['ddim:10', 'ddim:25', 'ddim:50', 'euler:10', 'euler:25', 'euler-ancestral:25'],
  ...['euler-ancestral:50', 'ddpm:50', 'ddpm:250', 'ddpm:1000'],
]

const { values, positionals } = parseArgs({
  options: {
    model: { type: 'string', default: 'mnist' },
    data: { type: 'string', default: 'mnist' },
    count: { type: 'string', default: '1000' },
    guidance: { type: 'string', default: '1' },
  },
  allowPositionals: true,
})
const count = wholeNumber('count', values.count)
const guidance = Number(values.guidance)

/** `dpm-solver++:12:eta=1,clip=none`: a name, its steps, its options. */
function samplerOf(what: string, schedule: Schedule) {
  const [name, steps = '', options = ''] = what.split(':')
  const pairs = options.split(',').flatMap((pair) => (pair ? [pair.split('=')] : []))
  const given = Object.fromEntries(
    pairs.map(([key, value]) => [key, Number.isNaN(Number(value)) ? value : Number(value)]),
  )
  return buildSampler(name as SamplerName, schedule, {
    ...given,
    steps: wholeNumber('steps', steps),
  })
}

/** A line of the table: the name, its evaluations of the network, and what they come to. */
async function line(judge: Judge, loaded: LoadedFile, what: string): Promise<string> {
  const sampler = samplerOf(what, loaded.schedule)
  const { read, asAsked, distance, seconds } = await judged(judge, loaded, {
    ...{ sampler, count, guidance },
  })
  const cells = [
    what.replace(/:\d+:?/, ' ').trim(),
    sampler.rows.length,
    percent(read),
    asAsked === undefined ? '' : percent(asAsked),
    distance.toFixed(2),
    seconds.toFixed(1),
  ]
  return `| ${cells.join(' | ')} |`
}

const device = await openDevice()
try {
  const loaded = await loadModelFile(values.model)
  const judge = await judgeFor(device, values.data)
  console.log(`${count} images each, seed 0, guidance ${guidance}\n`)
  console.log('| sampler | evaluations | read | as asked | distance | seconds |')
  console.log('|---|--:|--:|--:|--:|--:|')
  for (const what of positionals.length > 0 ? positionals : usual) {
    console.log(await line(judge, loaded, what))
  }
} finally {
  await device.close()
}
