// Random words by counter and key, equal to engine/random.ts.

/** One Philox 4x32-10 block (Salmon et al. 2011): four words from a counter and a key. */
export function philox(c0: i32, c1: i32, c2: i32, c3: i32, k0: i32, k1: i32, into: usize): void {
  for (let round = 0; round < 10; round++) {
    const product0 = <u64>0xd2511f53 * <u64>(<u32>c0)
    const product1 = <u64>0xcd9e8d57 * <u64>(<u32>c2)
    c0 = <i32>(product1 >> 32) ^ c1 ^ k0
    c1 = <i32>product1
    c2 = <i32>(product0 >> 32) ^ c3 ^ k1
    c3 = <i32>product0
    k0 += <i32>0x9e3779b9
    k1 += <i32>0xbb67ae85
  }
  store<i32>(into, c0)
  store<i32>(into, c1, 4)
  store<i32>(into, c2, 8)
  store<i32>(into, c3, 12)
}
