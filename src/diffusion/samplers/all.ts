/** Every sampler: a line each. */

export { ddim } from './ddim.ts'
export { ddpm } from './ddpm.ts'
export { deis } from './deis.ts'
export { dpmSolver } from './dpm-solver.ts'
export { euler } from './euler.ts'
export { eulerAncestral } from './euler-ancestral.ts'
export { heun } from './heun.ts'
export { unipc } from './unipc.ts'
