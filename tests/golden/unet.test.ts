/** SimpleUNet on small batches. The reference backend's plain loops take the smallest only. */

import { goldenDevices } from '../devices.ts'
import { describeUnet } from './unet.ts'

describeUnet({ name: 'unet-b1', devices: goldenDevices(['reference', 'wasm']) })
describeUnet({ name: 'unet-b3', devices: goldenDevices(['widest']) })
describeUnet({ name: 'unet-rgb', devices: goldenDevices(['widest']) })
