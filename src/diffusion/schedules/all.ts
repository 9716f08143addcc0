/** Every noise schedule that is known by its name alone: a line each. */

export { cosine } from './cosine.ts'
export { laplace } from './laplace.ts'
export { linear } from './linear.ts'
export { linear1000 } from './linear-1000.ts'
export { scaledLinear } from './scaled-linear.ts'
export { sigmoid } from './sigmoid.ts'
export { sigmoidBeta } from './sigmoid-beta.ts'
