/** A run's name where there is little room: runs often differ at their end. */

const LONGEST = 36

/** The beginning and the end of a long name. */
export function shortName(name: string): string {
  const letters = [...name]
  if (letters.length <= LONGEST) return name
  const half = Math.floor(LONGEST / 2)
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`
}
