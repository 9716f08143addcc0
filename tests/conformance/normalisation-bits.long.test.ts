/** GroupNorm’s bits on the other kernels. */

import { narrower } from '../devices.ts'
import { describeNormalisationBits } from './normalisation-bits.ts'

describeNormalisationBits(narrower)
