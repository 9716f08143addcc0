/** Numbers and strings as the text instructions of old protocols write them, and integers of any length. */

/** Digits of an integer; longer ones take time that grows with their square. */
export const MOST_DIGITS = 1000

/** As a number where it is exact. */
function exact(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** @returns undefined where the text is not an integer of at most `MOST_DIGITS` */
export function integerOf(text: string): number | bigint | undefined {
  if (text.length > MOST_DIGITS || !/^-?\d+L?$/.test(text)) return undefined
  return exact(BigInt(text.replace('L', '')))
}

const named: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
}

/** @returns undefined where the text is not a number */
export function floatOf(text: string): number | undefined {
  if (Object.hasOwn(named, text)) return named[text]
  return /^-?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

/** Little-endian two's complement; no bytes are 0. @returns undefined where there are too many bytes */
export function longOf(bytes: Uint8Array): number | bigint | undefined {
  if (bytes.length === 0) return 0
  if (bytes.length > MOST_DIGITS / 2) return undefined
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).reverse()
  return exact(BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex.join('')}`)))
}

const simple: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' },
  ...{ a: '\x07', b: '\b', f: '\f', v: '\v', '0': '\0' },
}

/** A string as Python 2's repr writes it, in quotes. @returns undefined where it is not one */
export function quotedOf(text: string): string | undefined {
  const quoted = /^(['"])(.*)\1$/s.exec(text)
  if (!quoted) return undefined
  return quoted[2].replace(/\\(x[\da-f]{2}|.)/gis, (whole, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return Object.hasOwn(simple, code) ? simple[code] : whole
  })
}

/** Python's raw-unicode-escape: \uXXXX and \UXXXXXXXX stand for characters. */
export function unescaped(text: string): string {
  return text.replace(/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})/g, (whole, short, long) => {
    const code = Number.parseInt((short ?? long) as string, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** What a string of one byte per character stands for; undefined where it has others. */
export function bytesOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0xff) return undefined
    bytes[i] = code
  }
  return bytes
}
