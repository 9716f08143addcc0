/**
 * Which of the tensors of a PyTorch file are the weights: checkpoints keep them under many names, often twice,
 * and wrap them in the names of what they were trained within.
 */

import type { Shape } from '../../base/shape.ts'
import type { PickleValue } from '../../formats/pickle/values.ts'
import { TorchTensor } from '../../formats/torch/tensor.ts'

/** Names of what a network is part of, before those of its own weights. */
const WRAPPERS = [
  ...['ema_model.', 'online_model.', 'module.', '_orig_mod.', 'model.', 'net.', 'network.'],
  ...['unet.', 'denoiser.', 'denoise_fn.', 'diffusion_model.', 'eps_model.', 'backbone.'],
]
/** What else a checkpoint keeps tensors for. */
const OTHER_PURPOSES = /^(opt|optim|scheduler|lr_|scaler|callbacks|loops|sampler|rng|random)/i
const EMA = /(^|[._])(ema|average|shadow)/i
const MOST_DEPTH = 4
/** Dicts that are looked into; files of weights have a few. */
const MOST_DICTS = 1000

type Tensors = ReadonlyMap<string, TorchTensor>

/** A dict with tensors. */
export interface TensorDict {
  /** The keys that lead to it: `ema`; empty for the file's own. */
  readonly place: string
  readonly tensors: Tensors
}

/** Every dict with tensors in a value, as far as such dicts are weights. */
export function tensorDictsIn(value: PickleValue): TensorDict[] {
  const seen = new Set<PickleValue>()
  const found: TensorDict[] = []
  const visit = (each: PickleValue, path: readonly string[]) => {
    if (!(each instanceof Map) || seen.has(each) || seen.size >= MOST_DICTS) return
    seen.add(each)
    const tensors = new Map<string, TorchTensor>()
    for (const [key, part] of each) {
      if (typeof key !== 'string' || OTHER_PURPOSES.test(key)) continue
      if (part instanceof TorchTensor) tensors.set(key, part)
      else if (path.length < MOST_DEPTH) visit(part, [...path, key])
    }
    if (tensors.size > 0) found.push({ place: path.join('.'), tensors })
  }
  visit(value, [])
  return found
}

/** Weights under their own names. */
export interface FoundWeights extends TensorDict {
  /** What their names began with: `ema_model.model.` */
  readonly prefix: string
  readonly isEma: boolean
  /** Tensors one level above them, such as the betas of a diffusion around the network. */
  readonly beside: Tensors
}

function within(tensors: Tensors, prefix: string): Tensors {
  const inside = [...tensors].filter(([name]) => name.startsWith(prefix))
  return new Map(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor]))
}

/** A dict as it is, and without each of the wrappers around its names. */
function unwrapped({ place, tensors }: TensorDict): FoundWeights[] {
  const found: FoundWeights[] = []
  const visit = (inside: Tensors, beside: Tensors, prefix: string, depth: number) => {
    const isEma = EMA.test(`${place}.${prefix}`) && !prefix.includes('online_model.')
    found.push({ place, tensors: inside, prefix, isEma, beside })
    if (depth >= MOST_DEPTH) return
    for (const wrapper of WRAPPERS) {
      const next = within(inside, wrapper)
      if (next.size > 0) visit(next, inside, prefix + wrapper, depth + 1)
    }
  }
  visit(tensors, new Map(), '', 0)
  return found
}

/** The weights of a file, and the other ones in it. */
export interface Finding {
  readonly chosen: FoundWeights
  /** Others that are weights as well: those without EMA beside those with it. */
  readonly others: readonly FoundWeights[]
}

/**
 * The weights of a network in what a file holds: the EMA's before the raw ones, unless these are asked for.
 * @param isNetwork whether weights of these names and shapes are those of a network
 * @returns undefined where there are none
 */
export function findWeights(
  value: PickleValue,
  {
    weights = 'ema',
    isNetwork,
  }: {
    readonly weights?: 'ema' | 'raw' | undefined
    readonly isNetwork: (shapes: ReadonlyMap<string, Shape>) => boolean
  },
): Finding | undefined {
  const all = tensorDictsIn(value)
    .flatMap(unwrapped)
    .filter(({ tensors }) =>
      isNetwork(new Map([...tensors].map(([name, { shape }]) => [name, shape]))),
    )
  const chosen = all.find(({ isEma }) => isEma === (weights === 'ema')) ?? all[0]
  return chosen && { chosen, others: all.filter((each) => each !== chosen) }
}

const named = ({ place, prefix }: FoundWeights) =>
  [place, prefix].filter((part) => part !== '').join(': ') || 'the file itself'

/** What was chosen and why, in one sentence; undefined where there was no choice. */
export function choiceSentence({ chosen, others }: Finding): string | undefined {
  const other = others.find(({ isEma }) => isEma !== chosen.isEma)
  if (other) {
    const [kind, flag] = chosen.isEma ? ['the EMA', 'raw'] : ['the raw weights', 'ema']
    return `Using ${kind} (${named(chosen)}); --weights ${flag} takes the others (${named(other)})`
  }
  return chosen.place || chosen.prefix ? `Using the weights in ${named(chosen)}` : undefined
}
