/// <reference lib="esnext.disposable" preserve="true" />
/** A device that its scope closes: `await using device = await openDevice()`. */

import type { Device } from '../engine/device.ts'

/** A device that `await using` closes. */
export interface OpenedDevice extends Device, AsyncDisposable {}

/**
 * The device, closed where its scope ends. Engines without `Symbol.asyncDispose` have no `await using`
 * either; TypeScript's own helper for it wants the symbol, too. There `close` does it.
 */
export function disposable(device: Device): OpenedDevice {
  const symbol: symbol | undefined = Symbol.asyncDispose
  if (symbol) Object.defineProperty(device, symbol, { value: () => device.close() })
  return device as OpenedDevice
}
