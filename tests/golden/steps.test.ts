/** The first steps: each takes the float64 reference some seconds. */

import { goldenDevices } from '../devices.ts'
import { describeSteps } from './steps.ts'

describeSteps(2, goldenDevices(['widest']))
