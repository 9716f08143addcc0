/** What computes in this worker, by its kernels: each opened at the first need, once. */

import { DdpmError } from '../../../../src/base/errors.ts'
import { openDevice } from '../../../../src/browser.ts'
import type { Device } from '../../../../src/engine/device.ts'

let usual: Promise<Device> | undefined
const others = new Map<string, Promise<Device>>()

/** With the kernels that a probe finds fastest here. */
export function device(): Promise<Device> {
  usual ??= openDevice()
  usual.catch(() => {
    usual = undefined // a network may come back
  })
  return usual
}

/**
 * What resumes a training whose last step these kernels computed: others may give other last bits. The
 * usual device where it has the same ones, where none are named, and where they do not run here.
 */
export async function deviceFor(variant: string | undefined): Promise<Device> {
  const opened = await device()
  if (variant === undefined || opened.variant === variant) return opened
  const same = others.get(variant) ?? openDevice({ variant })
  others.set(variant, same)
  return await same.catch((error: unknown) => {
    others.delete(variant)
    if (!(error instanceof DdpmError)) throw error
    return opened
  })
}
