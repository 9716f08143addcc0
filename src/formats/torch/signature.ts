/** By which bytes files of PyTorch are recognised, without what reads them. */

const ZIP = [0x50, 0x4b, 3, 4]
/** The pickle of a number that files before 1.6 begin with. */
const LEGACY = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

/** Bytes that tell. */
export const TORCH_HEAD_BYTES = 16

const begins = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, i) => bytes[i] === byte)

/** Whether a file begins as those before 1.6 do. */
export const looksLegacy = (head: Uint8Array): boolean => begins(head, LEGACY)

/** Whether a file begins as those of PyTorch do; a zip archive may be another's. */
export const looksLikeTorch = (head: Uint8Array): boolean => begins(head, ZIP) || looksLegacy(head)
