/** How much a reader allocates: a header's word for a size is not to be taken. */

/** What readers may take besides 4 times their input: windows, tables, and a page of Parquet. */
export const ALWAYS_ALLOCATED = 4 * 2 ** 20

const arrays = [
  'ArrayBuffer',
  ...['Uint8Array', 'Uint8ClampedArray', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array'],
  ...['Int32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
] as const

/** More than this is not made: the reader sees what it sees where memory is short. */
const REFUSED = 2 ** 26

/**
 * Runs a reader and adds up the bytes of the arrays that it makes by their lengths.
 * @returns what it returns, and the bytes
 */
export async function allocating<T>(
  read: () => T | Promise<T>,
): Promise<{ value: T; bytes: number }> {
  let bytes = 0
  const world = globalThis as unknown as Record<string, new (length: unknown) => object>
  const real = arrays.map((name) => world[name])
  const counted = real.map((type): typeof type => {
    const each = (type as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1
    return new Proxy(type, {
      construct(target, given: readonly unknown[]): object {
        if (typeof given[0] === 'number') bytes += given[0] * each
        if (bytes > REFUSED) throw new Error(`${bytes} bytes were allocated`)
        return Reflect.construct(target, given) as object
      },
    })
  })
  for (const [i, name] of arrays.entries()) world[name] = counted[i]
  try {
    return { value: await read(), bytes }
  } finally {
    for (const [i, name] of arrays.entries()) world[name] = real[i]
  }
}

/** Runs a reader on a file. @throws where it allocates more than the file can stand for */
export async function bounded<T>(bytes: Uint8Array, read: (bytes: Uint8Array) => T | Promise<T>) {
  const { value, bytes: taken } = await allocating(() => read(bytes))
  const most = 4 * bytes.length + ALWAYS_ALLOCATED
  if (taken > most) throw new Error(`${taken} bytes were allocated for ${bytes.length}`)
  return value
}
