/** A sampler of one's own: DDIM (Song et al. 2021) as rows of numbers, which a model replays. */

import { grid, loadModel, type OwnSampler, savePng } from 'ddpm'
import type { SamplerRow } from 'ddpm/diffusion'

const STEPS = 50

/** x_s = alpha_s x0 + sigma_s eps, from timestep to timestep, evenly spaced. */
const ownDdim: OwnSampler = (schedule) => {
  const { timesteps, sqrtAlphaBars, sqrtOneMinusAlphaBars } = schedule
  const times = Array.from(
    { length: STEPS },
    (_, i) => Math.round((timesteps * (STEPS - i)) / STEPS) - 1,
  )
  const level = (t: number | undefined) =>
    t === undefined
      ? { alpha: 1, sigma: 0 }
      : { alpha: sqrtAlphaBars[t], sigma: sqrtOneMinusAlphaBars[t] }
  const rows = times.map((t, i): SamplerRow => {
    const next = level(times[i + 1])
    return { t, ...level(t), x0: next.alpha, eps: next.sigma }
  })
  return { name: 'own-ddim', rows, clip: 'none', schedule }
}

const model = await loadModel(process.argv[2] ?? 'mnist')
const images = await model.sample({ count: 20, sampler: ownDdim, seed: 7 })
await savePng('own-sampler.png', grid(images, { columns: 10, scale: 4 }))
