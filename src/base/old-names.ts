/** Files of older versions: their names for what has a better one now. */

/**
 * A copy of an object whose old keys are replaced by the new ones; a key that stands under its new name
 * wins. Anything but an object comes back as it is.
 * @param names the new name of each old one
 */
export function withNewNames(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  const isOld = ([key]: readonly [string, unknown]) => Object.hasOwn(names, key)
  return Object.fromEntries([
    ...entries.filter(isOld).map(([key, inner]) => [names[key], inner]),
    ...entries.filter((entry) => !isOld(entry)),
  ])
}
