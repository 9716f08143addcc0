/**
 * How good a model's pictures are by sampler and number of steps, all from the same seed: the share
 * that a classifier reads with over 90 % confidence, and their Frechet distance to held-out images.
 *
 * npm run bench:samplers -- [--model mnist] [--data mnist] [--count 1000] [--guidance 1]
 *   [dpm-solver++:10:eta=1 ddpm:1000 ...]
 */

import { parseArgs } from 'node:util'
import {
  buildSampler,
  classifierInSteps,
  type Device,
  everyClass,
  FEATURES,
  frechetDistance,
  type LoadedFile,
  loadModel,
  loadSplits,
  type Moments,
  momentsOf,
  openDevice,
  readPictures,
  type Schedule,
  SURE,
  sample,
  type TrainedClassifier,
} from 'ddpm'
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

/** What pictures are judged by. */
interface Judge {
  readonly device: Device
  readonly classifier: TrainedClassifier
  /** Of held-out images. */
  readonly real: Moments
}

async function judgeFor(device: Device): Promise<Judge> {
  const { train, heldOut } = await loadSplits(values.data)
  const training = classifierInSteps({ device, data: train })
  let next = await training.next()
  while (!next.done) next = await training.next()
  const classifier = next.value
  const size = heldOut.height * heldOut.width * heldOut.channels
  const readings = await readPictures(device, classifier, heldOut.count, (first, some) =>
    Float32Array.from(
      heldOut.images.subarray(first * size, (first + some) * size),
      (value) => value / 127.5 - 1,
    ),
  )
  return { device, classifier, real: momentsOf(readings.features, FEATURES) }
}

/** `dpm-solver++:12:eta=1,clip=none`: a name, its steps, its options. */
function samplerOf(what: string, schedule: Schedule) {
  const [name, steps = '', options = ''] = what.split(':')
  const pairs = options.split(',').flatMap((pair) => (pair ? [pair.split('=')] : []))
  const given = Object.fromEntries(
    pairs.map(([key, value]) => [key, Number.isNaN(Number(value)) ? value : Number(value)]),
  )
  return buildSampler(name, schedule, { ...given, steps: wholeNumber('steps', steps) })
}

/** A line of the table: the name, its evaluations of the network, and what they come to. */
async function judged(
  { device, classifier, real }: Judge,
  { model, weights, schedule, target }: LoadedFile,
  what: string,
): Promise<string> {
  const sampler = samplerOf(what, schedule)
  const asked = everyClass(model, count, guidance)
  const begin = performance.now()
  const { data, shape } = await sample({ device, model, weights, target, sampler, count, ...asked })
  const seconds = (performance.now() - begin) / 1000
  const size = data.length / shape[0]
  const pictures = data.map((value) => Math.min(Math.max(value, -1), 1))
  const { classes, confidences, features } = await readPictures(
    ...([device, classifier, count] as const),
    (first, some) => pictures.subarray(first * size, (first + some) * size),
  )
  const share = (holds: (i: number) => boolean) =>
    percent(classes.reduce((sum, _, i) => sum + Number(holds(i)), 0) / count)
  const match = asked.labels ? share((i) => classes[i] === asked.labels?.[i]) : ''
  const distance = frechetDistance(momentsOf(features, FEATURES), real).toFixed(2)
  const cells = [
    what.replace(/:\d+:?/, ' ').trim(),
    sampler.rows.length,
    share((i) => confidences[i] > SURE),
    match,
    distance,
  ]
  return `| ${[...cells, seconds.toFixed(1)].join(' | ')} |`
}

const device = await openDevice()
try {
  const loaded = await loadModel(values.model)
  const judge = await judgeFor(device)
  console.log(`${count} pictures each, seed 0, guidance ${guidance}\n`)
  console.log('| sampler | evaluations | read | as asked | distance | seconds |')
  console.log('|---|--:|--:|--:|--:|--:|')
  for (const what of positionals.length > 0 ? positionals : usual) {
    console.log(await judged(judge, loaded, what))
  }
} finally {
  await device.close()
}
