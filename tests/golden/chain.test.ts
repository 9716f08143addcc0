/** The chain on the fast backend. */

import { goldenDevices } from '../devices.ts'
import { describeChain } from './chain.ts'

describeChain(goldenDevices(['wasm']))
