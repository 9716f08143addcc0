/** SimpleUNet on the smallest batch, on the widest kernels. */

import { goldenDevices } from '../devices.ts'
import { describeUnet } from './unet.ts'

describeUnet({ name: 'unet-b1', devices: goldenDevices(['widest']) })
