/**
 * `ddpm/engine`: programs of your own. Trace ops on a `Graph`, differentiate with `gradientsOf`, compile with
 * `buildProgram`, and run on a device: `docs/architecture.md` says how.
 */

export { type NdArray, type Shape, sameShape, showShape, sizeOf } from './base/shape.ts'
export { defaultDevice } from './engine/default-device.ts'
export type { Device, DeviceBuffer, HostData, Job } from './engine/device.ts'
export { gradientsOf } from './engine/gradient.ts'
export { Graph, named } from './engine/graph.ts'
export type { DType, OpAttributes, OpName, Tensor } from './engine/ops.ts'
export type { Profile, ProfileEntry, ProfilePart } from './engine/profile.ts'
export { buildProgram, type Program } from './engine/program.ts'
export { keyOf, normalNoise, RandomStream, streams } from './engine/random.ts'
export { openIn, Scope } from './engine/scope.ts'
export * from './engine/trace.ts'
