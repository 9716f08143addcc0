/** What the operating system says when something fails: as an error with a code, or in words. */

import type { DdpmError } from '../../base/errors.ts'
import { hostsError } from './host-errors.ts'

/** The code of each refusal that concerns a file. */
const codes = {
  EACCES: 'system.permission-denied',
  EPERM: 'system.permission-denied',
  EROFS: 'system.read-only',
  ENOSPC: 'system.no-space',
  EDQUOT: 'system.no-space',
  ENOENT: 'system.not-found',
  EEXIST: 'system.exists',
  EISDIR: 'system.is-folder',
  ENAMETOOLONG: 'system.name-too-long',
  ELOOP: 'system.link-loop',
  ENOTEMPTY: 'system.folder-not-empty',
  ENOTDIR: 'system.not-a-folder',
  EMFILE: 'system.too-many-files',
  ENFILE: 'system.too-many-files',
} as const

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'it does not exist',
  EEXIST: 'something with this name exists already',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  ENOTEMPTY: 'the folder is not empty',
  ENOTDIR: 'a part of the path is not a folder',
  EMFILE: 'too many files are open',
  ENOTFOUND: 'the name cannot be resolved',
  EAI_AGAIN: 'the name cannot be resolved now',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the transfer stalled',
  UND_ERR_SOCKET: 'the connection was cut',
}

/** The deepest cause that carries a code, or the error itself. */
function root(error: Error): Error & { code?: unknown } {
  if ('code' in error && typeof error.code === 'string' && reasons[error.code]) return error
  if (error instanceof AggregateError && error.errors[0] instanceof Error) {
    return root(error.errors[0])
  }
  return error.cause instanceof Error ? root(error.cause) : error
}

/** `no space is left on the device (ENOSPC)`; an unknown error speaks for itself. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, message } = root(error)
  const reason = typeof code === 'string' ? reasons[code] : undefined
  return reason ? `${reason} (${code})` : message
}

/** What was to be done, and with which file. */
export interface Attempt {
  readonly path: string
  readonly action: 'read' | 'written'
  /** What the user can do, where it is not the usual. */
  readonly move?: string
}

/** The error of a refusal by the operating system. @param cause what the system threw */
export function systemError(attempt: Attempt, cause: unknown): DdpmError {
  const { code: system } = cause instanceof Error ? root(cause) : { code: undefined }
  const code = Object.entries(codes).find(([name]) => name === system)?.[1]
  if (!code)
    return hostsError('system.failed', { ...attempt, reason: systemReason(cause) }, { cause })
  return hostsError(code, { ...attempt, system: String(system) }, { cause })
}

/** Whether the operating system refused something, such as a file: no bug, whoever asked. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false
  return typeof error.code === 'string' && error.code in reasons
}
