/** Bits on the other kernels, and by each algorithm alone. */

import { narrower, widest } from '../devices.ts'
import { describeBits } from './bits.ts'

describeBits(widest, ['direct', 'winograd'])
describeBits(narrower)
