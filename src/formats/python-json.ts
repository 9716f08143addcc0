/** JSON as Python's `json` writes it, which has numbers that JSON has not: `NaN`, `Infinity`, `-Infinity`. */

/** A string whole, or one of those words outside of strings. */
const token = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g

/** Too large for a number, and so infinite; what is not a number has no other spelling than null. */
const spelt: Readonly<Record<string, string>> = {
  Infinity: '1e999',
  '-Infinity': '-1e999',
  NaN: 'null',
}

/**
 * A value from JSON that Python has written; `NaN` becomes null.
 * @throws {SyntaxError} as `JSON.parse`
 */
export const parsePythonJson = (text: string): unknown =>
  JSON.parse(text.replace(token, (found) => spelt[found] ?? found))
