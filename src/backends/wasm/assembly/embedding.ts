// Sinusoidal embedding of timesteps: sin of every frequency, then cos.

import { SinusoidalEmbedding } from './layout'
import { claim } from './team'
import { cosSin } from './trigonometry'

/** Scratch: 32 bytes. */
export function sinusoidalEmbedding(args: SinusoidalEmbedding, scratch: usize): void {
  for (let row = claim(); row < args.count; row = claim()) {
    const t = <f32>load<i32>(args.t + row * 4)
    const y = args.y + row * args.yPitch
    for (let i = 0; i < args.half; i++) {
      // The product is rounded to float32 first, as PyTorch does.
      const angle = t * load<f32>(args.frequencies + i * 4)
      const turns = <f64>angle / (2 * Math.PI)
      cosSin(f64x2.splat(turns - Math.floor(turns)), scratch)
      store<f32>(y + i * 4, <f32>load<f64>(scratch, 16))
      store<f32>(y + (args.half + i) * 4, <f32>load<f64>(scratch))
    }
  }
}
