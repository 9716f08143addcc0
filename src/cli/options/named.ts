/** Puts the option, as it was typed, in front of what is wrong with its value. */

import type { Option } from 'commander'
import { DdpmError } from '../../base/errors.ts'

/** From here on the option's reader throws errors that begin with `--epochs 0`. */
export function nameOption(option: Option): void {
  const read = option.parseArg
  if (!read) return
  option.parseArg = <T>(word: string, previous: T): T => {
    try {
      return read(word, previous)
    } catch (error) {
      throw error instanceof DdpmError ? error.in(`${option.long ?? option.short} ${word}`) : error
    }
  }
}
