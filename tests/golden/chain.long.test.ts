/** The chain in plain loops, which take a minute. */

import { goldenDevices } from '../devices.ts'
import { describeChain } from './chain.ts'

describeChain(goldenDevices(['reference']))
