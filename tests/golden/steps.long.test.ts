/** All ten steps, on all kernels. */

import { goldenDevices } from '../devices.ts'
import { describeSteps, TEN } from './steps.ts'

describeSteps(TEN, goldenDevices(['wasm']))
