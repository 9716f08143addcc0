/** This package as a contender's process: `{"job", "network", "batch", "imageSize", "threads", "variant"}`. */

import { createRequire } from 'node:module'
import { openDevice } from 'ddpm'
import type { Workload } from '../contenders/contender.ts'
import { readyStep } from './ddpm-steps.ts'
import { keepNarrow } from './narrow.ts'
import { serve, taskOf } from './serve.ts'

type Task = Workload & { readonly threads: number; readonly variant?: string }

const { threads, variant, ...workload } = taskOf<Task>()
const { version } = createRequire(import.meta.url)('ddpm/package.json') as { version: string }
if (variant && variant !== 'wide') keepNarrow()
const device = await openDevice({ device: 'wasm', threads, variant })
const { run, compile } = await readyStep(device, workload)
await serve({ version, compile }, run)
await device.close()
