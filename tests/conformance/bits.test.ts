/** Bits on the widest kernels. */

import { widest } from '../devices.ts'
import { describeBits } from './bits.ts'

describeBits(widest)
