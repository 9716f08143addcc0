/** GroupNorm’s bits on the widest kernels. */

import { widest } from '../devices.ts'
import { describeNormalisationBits } from './normalisation-bits.ts'

describeNormalisationBits(widest)
