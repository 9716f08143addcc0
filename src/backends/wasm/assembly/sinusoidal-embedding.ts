// Sinusoidal embedding of timesteps: sin and cos of every frequency, one half of a row each.

import { SinusoidalEmbedding } from './layout'
import { claim } from './team'
import { cosSin } from './trigonometry'

/** Scratch: 32 bytes. */
export function sinusoidalEmbedding(args: SinusoidalEmbedding, scratch: usize): void {
  for (let row = claim(); row < args.count; row = claim()) {
    const t = <f64>load<i32>(args.t + row * 4)
    const y = args.y + row * args.yPitch
    for (let i = 0; i < args.half; i++) {
      const frequency = args.frequencies + i * 8
      const angle = t * (<f64>load<f32>(frequency) + <f64>load<f32>(frequency, 4))
      const turns = angle / (2 * Math.PI)
      cosSin(f64x2.splat(turns - Math.floor(turns)), scratch)
      store<f32>(y + args.sines + i * 4, <f32>load<f64>(scratch, 16))
      store<f32>(y + args.cosines + i * 4, <f32>load<f64>(scratch))
    }
  }
}
