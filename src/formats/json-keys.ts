/** Finds what `JSON.parse` hides: a key written twice in one object. Not a parser. */

/**
 * The first key which some object of the text holds twice.
 * @param json Text that `JSON.parse` accepts.
 */
export function duplicateKey(json: string): string | undefined {
  const scopes: Set<string>[] = []
  let lastString = ''
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (character === '{' || character === '[') scopes.push(new Set())
    else if (character === '}' || character === ']') scopes.pop()
    else if (character === '"') {
      const end = stringEnd(json, at)
      lastString = json.slice(at, end)
      at = end - 1
    } else if (character === ':') {
      const keys = scopes[scopes.length - 1]
      const key: string = JSON.parse(lastString)
      if (keys.has(key)) return key
      keys.add(key)
    }
  }
  return undefined
}

/** Just past the closing quote. By hand: a regular expression overflows on strings of megabytes. */
function stringEnd(json: string, start: number): number {
  let at = start + 1
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}
