/** What computes in this worker: opened at the first need, once. */

import { type Device, openDevice } from '../../../../src/browser.ts'

let opened: Promise<Device> | undefined

export function device(): Promise<Device> {
  opened ??= openDevice()
  opened.catch(() => {
    opened = undefined // a network may come back
  })
  return opened
}
