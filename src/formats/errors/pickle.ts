/** What can be wrong with Python's pickles, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN } from './words.ts'

export interface At {
  /** Byte of the pickle. */
  readonly at: number
}

export const pickleErrors = {
  'pickle.truncated': ({ at }: At) => `pickle: it is cut short at byte ${at}: ${AGAIN}`,
  'pickle.corrupt': ({ at }: At) => `pickle: it is corrupt at byte ${at}: ${AGAIN}`,
  'pickle.opcode-unknown': ({ at, opcode }: At & { opcode: number }) =>
    `pickle: byte ${at} holds ${opcode}, which is not an instruction: the file is not a pickle, or corrupt`,
  'pickle.protocol-unknown': ({ protocol }: { protocol: number }) =>
    `pickle: protocol ${protocol} is not read: save the file again with protocol 2`,
  'pickle.global-refused': ({ global }: { global: string }) =>
    `pickle: it asks for ${global}, which is code or a class, so the file was not read and nothing ` +
    "was run: if you trust it, save its weights alone in Python: torch.save(model.state_dict(), 'weights.pt')",
  'pickle.call-refused': ({ at }: At) =>
    `pickle: at byte ${at} it calls a value that is not a function, so nothing was run: save the ` +
    "weights alone in Python: torch.save(model.state_dict(), 'weights.pt')",
  'pickle.arguments-invalid': ({ global }: { global: string }) =>
    `pickle: it calls ${global} with other arguments than PyTorch does: ${AGAIN}`,
  'pickle.instruction-refused': ({ instruction }: { instruction: string }) =>
    `pickle: the instruction ${instruction} is not read, since it needs what is outside of the file: ` +
    'save the weights alone in Python with torch.save',
  'pickle.too-large': ({ what, most }: { what: string; most: number }) =>
    `pickle: it holds more than ${most} ${what}, which no weights need: save the weights alone in ` +
    'Python with torch.save',
} satisfies ErrorCatalog

export const pickleError = errorsOf(pickleErrors)
