/** What becomes of a stream that is lost, and of requests to stop. */

import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Interrupts, watchInterrupts } from '../../../src/cli/interrupt.ts'
import { guardOutput } from '../../../src/cli/output.ts'
import { coded } from '../../coded.ts'

class FakeStream extends EventEmitter {
  text = ''
  write(text: string): void {
    this.text += text
  }
}

const failure = (code: string) => Object.assign(new Error(code), { code })

function guarded() {
  const [stdout, stderr] = [new FakeStream(), new FakeStream()]
  guardOutput(stdout, stderr)
  return { stdout, stderr }
}

let interrupts: Interrupts
const watch = (onFirst = () => {}) => {
  interrupts = watchInterrupts(onFirst)
  return interrupts
}
afterEach(() => {
  interrupts?.dispose()
  vi.restoreAllMocks()
})

describe('an output that is lost', () => {
  test('asks the work to stop, whatever the reason', () => {
    for (const code of ['EPIPE', 'EIO', 'ENOSPC']) {
      vi.spyOn(process, 'once').mockReturnThis()
      const { stdout } = guarded()
      const { signal, dispose } = watch()
      stdout.emit('error', failure(code))
      expect(signal.reason, code).toEqual(coded('interrupted.nothing-written'))
      dispose()
    }
  })

  test('a reader that has gone away is not a failure; a full disk is reported and counts', () => {
    const once = vi.spyOn(process, 'once').mockReturnThis()
    const { stdout, stderr } = guarded()
    stdout.emit('error', failure('EPIPE'))
    expect([stderr.text, once.mock.calls.length]).toEqual(['', 0])
    stdout.emit('error', failure('ENOSPC'))
    expect(stderr.text).toMatch(/^error: the output cannot be written: no space is left .*\n$/)
    expect(once).toHaveBeenCalledWith('exit', expect.any(Function))
  })

  test('what stderr cannot say is not said, and stops nothing', () => {
    const { stderr } = guarded()
    const { signal } = watch()
    stderr.emit('error', failure('EPIPE'))
    expect(signal.aborted).toBe(false)
  })

  test('after the end nobody listens', () => {
    const { stdout } = guarded()
    const { signal, dispose } = watch()
    dispose()
    stdout.emit('error', failure('EPIPE'))
    expect(signal.aborted).toBe(false)
    expect(process.listeners('SIGINT')).toEqual([])
  })
})

describe('requests to stop', () => {
  test('the first is reported, the second ends the process', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const reported = vi.fn()
    const { signal } = watch(reported)
    process.emit('SIGINT')
    expect([signal.aborted, reported.mock.calls.length, exit.mock.calls.length]).toEqual([
      true,
      1,
      0,
    ])
    process.emit('SIGTERM')
    expect(exit).toHaveBeenCalledWith(130)
  })

  test('a terminal that was closed asks once, however often it says so', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const { signal } = watch()
    process.emit('SIGHUP')
    process.emit('SIGHUP')
    expect([signal.aborted, exit.mock.calls.length]).toEqual([true, 0])
  })
})
