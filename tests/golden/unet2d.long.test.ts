/** `unet` on the other kernels. */

import { goldenDevices } from '../devices.ts'
import { describeUnet2d } from './unet2d.ts'

describeUnet2d(goldenDevices(['narrower']))
