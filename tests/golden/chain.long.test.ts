/** The chain on the other kernels, and in plain loops, which take a minute. */

import { goldenDevices } from '../devices.ts'
import { describeChain } from './chain.ts'

describeChain(goldenDevices(['narrower', 'reference']))
