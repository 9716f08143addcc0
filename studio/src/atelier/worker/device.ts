/** What computes in this worker: opened at the first need, once. */

import { type Device, openDevice } from '../../../../src/browser.ts'
import type { DeviceInfo } from '../protocol.ts'

let opened: Promise<Device> | undefined

export function device(): Promise<Device> {
  opened ??= openDevice()
  opened.catch(() => {
    opened = undefined // a network may come back
  })
  return opened
}

export async function deviceInfo(): Promise<DeviceInfo> {
  const { description } = await device()
  const isolated = globalThis.crossOriginIsolated === true
  return { description, threads: isolated ? navigator.hardwareConcurrency : 1, isolated }
}
