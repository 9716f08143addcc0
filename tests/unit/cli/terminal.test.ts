import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Watched } from '../../../src/cli/terminal/guard.ts'
import { LiveArea } from '../../../src/cli/terminal/live-area.ts'
import { terminalOf } from '../../../src/cli/terminal/terminal.ts'

/** A stream that keeps what it is given. */
function recording(isTTY = true) {
  const written: string[] = []
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) }
}

describe('terminalOf', () => {
  test('only a terminal is live, and a dumb one is none', () => {
    expect(terminalOf(recording(), { TERM: 'xterm' }).live).toBe(true)
    expect(terminalOf(recording(), { TERM: 'dumb' }).live).toBe(false)
    expect(terminalOf(recording(false), {}).live).toBe(false)
  })

  test('NO_COLOR and FORCE_COLOR are heard', () => {
    const styled = (isTTY: boolean, env: Record<string, string>) =>
      terminalOf(recording(isTTY), env).style('red', 'x') !== 'x'
    expect(styled(true, {})).toBe(true)
    expect(styled(true, { NO_COLOR: '1' })).toBe(false)
    expect(styled(false, {})).toBe(false)
    expect(styled(false, { FORCE_COLOR: '1' })).toBe(true)
    expect(styled(true, { FORCE_COLOR: '0' })).toBe(false)
  })

  test('the width is asked for each time', () => {
    const stream = recording()
    const terminal = terminalOf(stream, {})
    stream.columns = 20
    expect(terminal.columns).toBe(20)
  })
})

const HIDE = '\x1b[?25l'
const SHOW = '\x1b[?25h'

/** What a live area sees of its process: signals can be sent to it, and it is never killed. */
class WatchedProcess extends EventEmitter {
  readonly pid = 1
  readonly killed: unknown[] = []
  kill(_: number, signal?: unknown): true {
    this.killed.push(signal)
    return true
  }
}

function watchedArea() {
  const [stream, process] = [recording(), new WatchedProcess()]
  return {
    area: new LiveArea(terminalOf(stream, {}), process as unknown as Watched),
    stream,
    process,
  }
}

describe('LiveArea', () => {
  test('redraws in place and hides the cursor until it is closed', () => {
    const stream = recording()
    const area = new LiveArea(terminalOf(stream, {}))
    area.draw(['a', 'b'])
    area.draw(['c'])
    const text = stream.written.join('')
    expect(text.indexOf('\x1b[?25l')).toBe(0)
    expect(text).toContain('\x1b[2A\x1b[J')
    area.close()
    expect(stream.written.join('').slice(text.length)).toContain('\x1b[?25h')
  })

  test('what is printed stands above the area', () => {
    const stream = recording()
    const area = new LiveArea(terminalOf(stream, {}))
    area.draw(['bar'])
    area.print('Epoch 1')
    const last = stream.written.at(-1) ?? ''
    expect(last.indexOf('Epoch 1\n')).toBeLessThan(last.indexOf('bar'))
    area.close()
  })

  test('the cursor comes back when the process exits, and no listener stays behind', () => {
    const { area, stream, process } = watchedArea()
    area.draw(['x'])
    process.emit('exit', 0)
    expect(stream.written.at(-1)).toContain(SHOW)
    area.close()
    expect(process.eventNames()).toEqual([])
  })

  test('a shell has the cursor while the process is stopped', () => {
    const { area, stream, process } = watchedArea()
    area.draw(['bar'])
    process.emit('SIGTSTP', 'SIGTSTP')
    expect(stream.written.at(-1)).toContain(SHOW)
    expect(process.killed).toEqual(['SIGSTOP'])
    process.emit('SIGCONT', 'SIGCONT')
    expect(stream.written.at(-1)).toContain('bar')
    expect(stream.written.at(-1)).toContain(HIDE)
    area.close()
  })

  test('a signal that ends the process gives the cursor back before', () => {
    const { area, stream, process } = watchedArea()
    area.draw(['x'])
    process.emit('SIGQUIT', 'SIGQUIT')
    expect(stream.written.at(-1)).toContain(SHOW)
    expect(process.killed).toEqual(['SIGQUIT'])
    expect(process.eventNames()).toEqual([])
  })

  test('a signal that others listen to is theirs', () => {
    const { area, stream, process } = watchedArea()
    process.on('SIGINT', () => {})
    area.draw(['x'])
    process.emit('SIGINT', 'SIGINT')
    expect(stream.written.join('')).not.toContain(SHOW)
    expect(process.killed).toEqual([])
  })

  test('a closed area prints plain lines', () => {
    const stream = recording()
    new LiveArea(terminalOf(stream, {})).print('line')
    expect(stream.written).toEqual(['line\n'])
  })
})
