/** The order in which people expect names: cat2 before cat10, whatever the case and the accents. */

/** English, so that it is the same on every machine. */
const collator = new Intl.Collator('en', { numeric: true })

/** For `sort`; names that the collator takes for alike are in the order of their codes. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b))
}
