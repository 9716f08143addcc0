/** The chain on the widest kernels. */

import { goldenDevices } from '../devices.ts'
import { describeChain } from './chain.ts'

describeChain(goldenDevices(['widest']))
