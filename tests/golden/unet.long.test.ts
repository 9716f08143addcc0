/**
 * SimpleUNet on the other kernels, in colour, and on larger batches up to the notebook's. The reference
 * backend's plain loops take the smallest batch only.
 */

import { goldenDevices } from '../devices.ts'
import { describeUnet } from './unet.ts'

describeUnet({ name: 'unet-b1', devices: goldenDevices(['reference', 'narrower']) })
describeUnet({ name: 'unet-b3', devices: goldenDevices(['wasm']) })
describeUnet({ name: 'unet-rgb', devices: goldenDevices(['wasm']) })
describeUnet({ name: 'unet-b128', devices: goldenDevices(['wasm']) })
