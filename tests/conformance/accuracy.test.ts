/** Accuracy of the widest kernels. */

import { widest } from '../devices.ts'
import { describeAccuracy } from './accuracy.ts'

describeAccuracy(widest)
