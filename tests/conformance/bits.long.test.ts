/** Bits on the other kernels. */

import { narrower } from '../devices.ts'
import { describeBits } from './bits.ts'

describeBits(narrower)
