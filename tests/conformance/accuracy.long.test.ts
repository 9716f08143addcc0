/** Accuracy of the other kernels. */

import { narrower } from '../devices.ts'
import { describeAccuracy } from './accuracy.ts'

describeAccuracy(narrower)
