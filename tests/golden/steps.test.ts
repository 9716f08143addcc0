/** The first step: the float64 reference takes some seconds for each. */

import { goldenDevices } from '../devices.ts'
import { describeSteps } from './steps.ts'

describeSteps(1, goldenDevices(['widest']))
