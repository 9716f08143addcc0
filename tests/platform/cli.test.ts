/** The built command line, run as a user runs it: exit codes, events, interruption, resumption. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linearSchedule, zeroTerminalSnr } from '../../src/diffusion/schedules.ts'
import { writeIdx } from '../../src/formats/idx.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/unet.ts'
import { saveModel } from '../../src/node.ts'
import { squares } from '../tiny.ts'
import { ddpm, type Outcome, start } from './run-cli.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-cli-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** 40 images of 8 x 8 and the smallest network: a step takes milliseconds. */
beforeAll(() => {
  const { images, count, height, width } = squares(40)
  mkdirSync(join(home, 'data'))
  const file = writeIdx({ shape: [count, height, width], data: images })
  writeFileSync(join(home, 'data/train-images-idx3-ubyte'), file)
})

const tiny = [
  ...['--device', 'reference', '--data', 'data', '--widths', '4,8,8', '--time-dim', '8'],
  ...['--timesteps', '20', '--batch-size', '4', '--sample-count', '2'],
]
const train = (...more: string[]) => ddpm(home, 'train', ...tiny, ...more)
const bytesOf = (path: string) => readFileSync(join(home, path))

interface Line {
  readonly kind: string
  readonly step?: number
  readonly loss?: number
  readonly path?: string
  readonly message?: string
}
const linesOf = ({ out }: Outcome): Line[] => {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('train', () => {
  test('makes what it promises and ends with three commands', async () => {
    const { code, out, err } = await train('--epochs', '2', '--sample-every', '1', '--out', 'whole')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/Epoch 1\/2 \| Loss: \d\.\d{4}/)
    for (const name of ['final.png', 'loss.png', 'loss.svg', 'trajectory.png', 'denoising.gif']) {
      expect(out).toContain(join('whole', name))
      expect(existsSync(join(home, 'whole', name)), name).toBe(true)
    }
    expect(existsSync(join(home, 'whole/samples/epoch-001.png'))).toBe(true)
    expect(out.split('Try next:')[1].trim().split('\n')).toHaveLength(3)
    const metrics = bytesOf('whole/metrics.jsonl').toString().trimEnd().split('\n')
    expect(metrics).toHaveLength(2 * 10 + 2)
    expect(out.split('\n').length).toBeLessThan(30)
  })

  test('--json: events on stdout and nothing else, with paths for pixels', async () => {
    const outcome = await train('--epochs', '1', '--json', '--out', 'events')
    const lines = linesOf(outcome)
    expect(outcome.code).toBe(0)
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...[...Array<string>(10).fill('step'), 'epoch', 'checkpoint', 'sample', 'done'],
    ])
    for (const { kind, step, loss } of lines.slice(0, 10)) {
      expect([kind, typeof step, typeof loss]).toEqual(['step', 'number', 'number'])
    }
    expect(lines[12].path).toBe(join('events', 'final.png'))
  })

  test('a folder with a run in it is refused, and the run is unharmed', async () => {
    await train('--max-steps', '1', '--out', 'taken')
    const before = bytesOf('taken/model.safetensors')
    const { code, err } = await train('--max-steps', '1', '--seed', '1', '--out', 'taken')
    expect(code).toBe(1)
    expect(err).toMatch(/^error: taken holds a run already: add --resume .* --out\n$/)
    expect(bytesOf('taken/model.safetensors')).toEqual(before)
  })

  test('an --out that cannot be written is refused without a stack', async () => {
    const { code, err } = await train('--max-steps', '1', '--out', 'data/train-images-idx3-ubyte/x')
    expect(code).toBe(1)
    expect(err).toMatch(/^error: .*cannot be made: .*name another --out\n$/)
  })
})

describe('wrong usage ends with 2 and teaches', () => {
  test.each([
    [['trian'], /unknown command 'trian'[\s\S]*Did you mean train/],
    [['train', '--epoch', '3'], /unknown option '--epoch'[\s\S]*Did you mean --epochs/],
    [['train', '--epochs', '0'], /'--epochs <n>' argument '0' is invalid. Use a whole number/],
    [['train', '--lr', 'NaN'], /'--lr <rate>' argument 'NaN' is invalid. Use a number above 0/],
    [['train', '--preset', 'quik'], /'quik' is invalid.*did you mean "quick"/],
    [['train', '--device', 'wasn'], /'wasn' is invalid.*did you mean "wasm"/],
    [['train', '--data', 'digts'], /--data digts .*did you mean "digits"/],
    [['train', '--resume'], /--resume needs --out/],
    [['sample'], /missing required argument/],
    [
      ['sample', 'x', '--guidance-rescale', '1.5'],
      /'--guidance-rescale <share>' argument '1.5' is invalid. Use a number of at least 0 and at most 1/,
    ],
    [['eval', 'x', '--guidance-rescale', '-1'], /'-1' is invalid. Use a number of at least 0/],
    [['sample', 'run', '--weights', 'average'], /'average' is invalid. Use ema or raw/],
  ])('%j', async (args, message) => {
    const { code, out, err } = await ddpm(home, ...args)
    expect(err).toMatch(message)
    expect(err).toMatch(/\nusage: ddpm /)
    expect(err).not.toMatch(/\n\s+at /)
    expect([code, out]).toEqual([2, ''])
  })

  test('a batch larger than the data is refused before anything is written', async () => {
    const { code, err } = await train('--batch-size', '41', '--out', 'never')
    expect(code).toBe(2)
    expect(err).toContain('--batch-size 41 is more than the 40 images of data: use at most 40')
    expect(existsSync(join(home, 'never'))).toBe(false)
  })

  test('a schedule that ends in noise alone needs another target', async () => {
    const { code, err } = await train('--zero-snr', '--out', 'never')
    expect([code, existsSync(join(home, 'never'))]).toEqual([1, false])
    expect(err).toMatch(/zero terminal SNR.*train with the target v or x0/)
    const mended = await train('--zero-snr', '--target', 'v', '--out', 'zero', '--max-steps', '1')
    expect([mended.code, mended.err]).toEqual([0, ''])
    const { schedule } = JSON.parse((await ddpm(home, 'inspect', '--json', 'zero')).out)
    expect(schedule.zeroSnr).toBe(true)
  })

  test('with --json the mistake is an event, too', async () => {
    const outcome = await ddpm(home, 'train', '--json', '--epochs', '0')
    expect(outcome.code).toBe(2)
    expect(linesOf(outcome)).toMatchObject([{ kind: 'error', exitCode: 2 }])
  })
})

describe('a run that was stopped', () => {
  const long = ['--epochs', '1000', '--max-steps', '300', '--checkpoint-every', '20', '--json']
  let whole: Buffer
  beforeAll(async () => {
    await train(...long, '--out', 'unbroken')
    whole = bytesOf('unbroken/model.safetensors')
  })

  test('goes on after SIGKILL bit for bit, with its metrics in order', async () => {
    const run = start(home, 'train', ...tiny, ...long, '--out', 'killed')
    await run.until(/"step":50,/)
    run.child.kill('SIGKILL')
    expect((await run.ended).code).toBe(null)
    expect(existsSync(join(home, 'killed/model.safetensors'))).toBe(false)

    const { code, err } = await ddpm(home, 'train', '--resume', '--json', '--out', 'killed')
    expect(code).toBe(0)
    expect(err).toContain('resumed after step')
    expect(bytesOf('killed/model.safetensors')).toEqual(whole)
    expect(bytesOf('killed/metrics.jsonl')).toEqual(bytesOf('unbroken/metrics.jsonl'))
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s writes a checkpoint, 130', async (signal) => {
    const out = `stopped-${signal}`
    const run = start(home, 'train', ...tiny, ...long, '--out', out)
    await run.until(/"step":30,/)
    run.child.kill(signal)
    const outcome = await run.ended
    expect(outcome.code).toBe(130)
    expect(outcome.err).toContain(`npx ddpm train --resume --out ${out}`)
    const lines = linesOf(outcome)
    expect(lines.at(-1)).toMatchObject({ kind: 'done', reason: 'aborted' })
    const checkpoint = lines.findLast(({ kind }) => kind === 'checkpoint')
    expect(checkpoint?.step).toBe(lines.at(-1)?.step)

    expect((await ddpm(home, 'train', '--resume', '--out', out)).code).toBe(0)
    expect(bytesOf(`${out}/model.safetensors`)).toEqual(whole)
  })

  test('a second request quits at once, without a checkpoint', async () => {
    const slow = ['--data', 'digits', '--data-count', '200', '--batch-size', '200']
    const run = start(home, 'train', ...tiny, ...slow, '--out', 'twice')
    await run.until(/Run {5}twice/)
    run.child.kill('SIGINT')
    run.child.kill('SIGTERM')
    expect((await run.ended).code).toBe(130)
    expect(existsSync(join(home, 'twice/checkpoints'))).toBe(false)
  })

  test('an option that contradicts it is refused by its name', async () => {
    const { code, err } = await ddpm(home, 'train', '--resume', '--out', 'unbroken', '--seed', '9')
    expect(code).toBe(2)
    expect(err).toContain('--seed 9 contradicts the run, which has 0')
  })
})

describe('what comes after training', () => {
  beforeAll(async () => {
    await train('--max-steps', '3', '--out', 'done')
  })

  test('sample writes its pictures and says where', async () => {
    const args = ['-n', '5', '--columns', '3', '--device', 'reference', '--trajectory', '--gif']
    const { code, out } = await ddpm(home, 'sample', 'done', ...args, '-o', 'new/s.png')
    expect(code).toBe(0)
    for (const name of ['s.png', 's-trajectory.png', 's.gif']) {
      expect(out).toContain(join('new', name))
      expect(existsSync(join(home, 'new', name)), name).toBe(true)
    }
  })

  test('a folder and its model file give the same pictures', async () => {
    const sample = (source: string, output: string) =>
      ddpm(home, 'sample', source, '-n', '3', '--device', 'reference', '-o', output)
    await sample('done', 'a.png')
    await sample('done/model.safetensors', 'b.png')
    expect(bytesOf('a.png')).toEqual(bytesOf('b.png'))
  })

  test('sample takes the average of the weights, or the weights themselves', async () => {
    await train('--max-steps', '5', '--lr', '0.05', '--ema', '0.9', '--out', 'averaged')
    const sample = async (source: string, ...more: string[]) => {
      const args = ['-n', '3', '--device', 'reference', '-o', 'w.png', ...more]
      const { code, out } = await ddpm(home, 'sample', source, ...args)
      expect(code).toBe(0)
      return { out, picture: bytesOf('w.png') }
    }
    const average = await sample('averaged')
    expect((await sample('averaged', '--weights', 'ema')).picture).toEqual(average.picture)
    const file = await sample('averaged/model.safetensors', '--weights', 'raw')
    expect(file.picture).toEqual(average.picture)
    expect(file.out).toContain('holds one set of weights, so --weights raw changes nothing')
    const raw = await sample('averaged', '--weights', 'raw')
    expect(raw.out).toContain('The raw weights are taken, not their average')
    expect(raw.picture).not.toEqual(average.picture)
  })

  test('sample refuses more steps than the model has', async () => {
    const { code, err } = await ddpm(home, 'sample', 'done', '--steps', '21')
    expect(code).toBe(2)
    expect(err).toContain('--steps 21 is more than the 20 timesteps')
  })

  test('sample refuses to rescale guidance by classes that the model does not know', async () => {
    const { code, err } = await ddpm(home, 'sample', 'done', '--guidance-rescale', '0.7')
    expect(code).toBe(1)
    expect(err).toMatch(/^error: this model was trained without classes.*\n$/)
  })

  test.each(['train', 'denoise'])('bench measures it: %s', async (job) => {
    const { code, out } = await ddpm(
      home,
      ...['bench', 'done', '--job', job, '--batch-size', '2', '--rounds', '2', '--profile'],
    )
    expect(code).toBe(0)
    expect(out).toMatch(/steps\/s, .* images\/s, .* GFLOPS[\s\S]*\nOp [\s\S]*\nTotal /)
  })

  /** A v-model on a schedule that ends in pure noise, where eps has no meaning. */
  const conditional = () => {
    const model = unet({ imageSize: 12, widths: [8], attentionAt: [], headChannels: 8, classes: 3 })
    const weights = initialParameters(model.parameters, 0)
    const schedule = zeroTerminalSnr(linearSchedule())
    return { model, schedule, weights, target: 'v' } as const
  }

  test.each(['train', 'denoise'])(
    'bench tells a conditional network its classes: %s',
    async (job) => {
      const network = ['--model', 'unet', '--widths', '8', '--layers', '1', '--attention', 'none']
      const size = ['--image-size', '12', '--head-channels', '8', '--classes', '4']
      const how = ['--job', job, '--batch-size', '2', '--rounds', '1', '--threads', '1']
      const { code, out } = await ddpm(home, 'bench', ...network, ...size, ...how)
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(/parameters, 4 classes, .* step, batch 2/),
      ])
      await saveModel(join(home, 'classes.safetensors'), conditional())
      const file = await ddpm(home, 'bench', 'classes.safetensors', ...how, '--json')
      expect(linesOf(file)).toMatchObject([
        { kind: 'bench', job, model: { options: { classes: 3 } } },
      ])
    },
  )

  test('bench --json is one object, with every op of the step', async () => {
    const network = ['--widths', '4,8,8', '--image-size', '12', '--time-dim', '8']
    const how = ['--batch-size', '2', '--rounds', '1', '--variant', 'simd', '--threads', '1']
    const [facts] = linesOf(await ddpm(home, 'bench', ...network, ...how, '--profile', '--json'))
    expect(facts).toMatchObject({ kind: 'bench', job: 'train', batchSize: 2 })
    expect(facts).toMatchObject({ device: { description: 'WebAssembly, SIMD, 1 thread' } })
    const { ops } = (facts as unknown as { profile: { ops: { op: string }[] } }).profile
    expect(ops.map(({ op }) => op)).toContain('adam')
  })

  test.each([
    [['--device', 'reference', '--profile'], /reference keeps no times of its ops/],
    [['done', '--widths', '1,2,3'], /done says what its network is/],
    [['done', '--classes', '2'], /done says what its network is/],
    [['--classes', '2'], /--classes is not for simple-unet, which takes --widths, --time-dim/],
    [['--job', 'trian'], /'trian' is invalid.*did you mean "train"/],
  ])('bench refuses %j', async (args, message) => {
    const { code, err } = await ddpm(home, 'bench', ...args)
    expect(err).toMatch(message)
    expect(code).toBe(2)
  })

  test.each([
    ['done', /step 3[\s\S]*metrics\.jsonl[\s\S]*conv1\.weight +\(4, 1, 3, 3\)/],
    ['done/model.safetensors', /a model saved by ddpm[\s\S]*conv1\.weight/],
    ['done/checkpoints/latest.safetensors', /a checkpoint[\s\S]*step 3/],
    ['data/train-images-idx3-ubyte', /\(40, 8, 8\)/],
    ['data', /40 of \(8, 8, 1\)/],
  ])('inspect %s', async (path, words) => {
    const { code, out } = await ddpm(home, 'inspect', path)
    expect(code).toBe(0)
    expect(out).toMatch(words)
    const facts = JSON.parse((await ddpm(home, 'inspect', path, '--json')).out)
    expect(facts.path).toBe(path)
  })

  test('images held out are judged to the end: in the curve, the metrics and inspect', async () => {
    const out = 'judged'
    expect((await train('--held-out', '8', '--max-steps', '12', '--out', out)).code).toBe(0)
    expect(bytesOf(`${out}/loss.svg`).toString()).toContain('>held out</text>')
    expect(bytesOf('done/loss.svg').toString()).not.toContain('held out')
    const metrics = bytesOf(`${out}/metrics.jsonl`).toString().trimEnd().split('\n')
    const { kind, step, heldOut } = JSON.parse(metrics[metrics.length - 1])
    expect([kind, step]).toEqual(['held-out', 12])

    const described = await ddpm(home, 'inspect', out)
    const quarters = heldOut.quarters.map((loss: number) => loss.toFixed(4)).join(' ')
    expect(described.out).toContain(`Held out  ${heldOut.mean.toFixed(4)} at step 12\n`)
    expect(described.out).toContain(`by quarter of t, picture to noise: ${quarters}\n`)
    const facts = JSON.parse((await ddpm(home, 'inspect', out, '--json')).out)
    expect(facts.heldOut).toEqual({ step: 12, ...heldOut })
    expect(facts.epochs[0].heldOut.quarters).toHaveLength(4)
    expect((await ddpm(home, 'inspect', 'done')).out).not.toContain('Held out')

    await ddpm(home, 'train', '--resume', '--max-steps', '14', '--out', out)
    const resumed = bytesOf(`${out}/metrics.jsonl`).toString().trimEnd().split('\n')
    const judged = resumed.map((line) => JSON.parse(line)).filter((line) => line.heldOut)
    expect(judged.map((line) => [line.kind, line.step])).toEqual([
      ...[
        ['epoch', 8],
        ['held-out', 14],
      ],
    ])
  })

  test('a damaged file is named, without a stack', async () => {
    writeFileSync(join(home, 'cut.safetensors'), bytesOf('done/model.safetensors').subarray(0, 900))
    for (const command of ['inspect', 'sample']) {
      const { code, err } = await ddpm(home, command, 'cut.safetensors')
      expect(code).toBe(1)
      expect(err).toMatch(/^error: cut\.safetensors: .*\n$/)
    }
  })

  test('devices lists what computes, and help is shown for nothing', async () => {
    const devices = await ddpm(home, 'devices')
    expect(devices.out).toMatch(/\* +wasm/)
    expect(devices.out).toMatch(
      /\nwasm: .* is taken by a probe of one thread: SIMD \d+, .* GFLOPS\.\n/,
    )
    const help = await ddpm(home)
    expect([help.code, help.err]).toEqual([0, ''])
    expect(help.out).toMatch(/Usage: ddpm[\s\S]*Examples:/)
  })
})
