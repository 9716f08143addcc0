/** One piece of work by the clock. */

/** Its result and the milliseconds it took. */
export async function timed<T>(work: () => T | Promise<T>): Promise<[result: T, ms: number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}
