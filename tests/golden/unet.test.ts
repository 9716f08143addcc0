/** SimpleUNet on small batches, on the widest kernels. */

import { goldenDevices } from '../devices.ts'
import { describeUnet } from './unet.ts'

const devices = goldenDevices(['widest'])
for (const name of ['unet-b1', 'unet-b3', 'unet-rgb'] as const) describeUnet({ name, devices })
