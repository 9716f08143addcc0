/** Bits on the widest kernels, convolutions by the algorithms of their choice. */

import { widest } from '../devices.ts'
import { describeBits } from './bits.ts'

describeBits(widest, ['best'])
