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

/** Factors and key steps, in memory: see exponential.ts. */
const TABLE = memory.data<u32>([0xd2511f53, 0xcd9e8d57, 0x9e3779b9, 0xbb67ae85])

/**
 * Four blocks that follow one another, each as `philox` makes it, a word of each in a vector. 16 words.
 * @param c0 number of the first block
 */
export function philoxBlocks(
  c0: i32,
  c1: i32,
  c2: i32,
  c3: i32,
  k0: i32,
  k1: i32,
  into: usize,
): void {
  const factor0 = v128.load32_splat(TABLE)
  const factor1 = v128.load32_splat(TABLE, 4)
  const step0 = v128.load32_splat(TABLE, 8)
  const step1 = v128.load32_splat(TABLE, 12)
  let a = i32x4.add(i32x4.splat(c0), i32x4(0, 1, 2, 3))
  let b = i32x4.splat(c1)
  let c = i32x4.splat(c2)
  let d = i32x4.splat(c3)
  let key0 = i32x4.splat(k0)
  let key1 = i32x4.splat(k1)
  for (let round = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(a, factor0)
    const high0 = i64x2.extmul_high_i32x4_u(a, factor0)
    const low1 = i64x2.extmul_low_i32x4_u(c, factor1)
    const high1 = i64x2.extmul_high_i32x4_u(c, factor1)
    a = v128.xor(v128.xor(i32x4.shuffle(low1, high1, 1, 3, 5, 7), b), key0)
    b = i32x4.shuffle(low1, high1, 0, 2, 4, 6)
    c = v128.xor(v128.xor(i32x4.shuffle(low0, high0, 1, 3, 5, 7), d), key1)
    d = i32x4.shuffle(low0, high0, 0, 2, 4, 6)
    key0 = i32x4.add(key0, step0)
    key1 = i32x4.add(key1, step1)
  }
  storeColumns(a, b, c, d, into)
}

/** Lane i of each vector as row i of four. */
function storeColumns(a: v128, b: v128, c: v128, d: v128, into: usize): void {
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5)
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5)
  const abNext = i32x4.shuffle(a, b, 2, 6, 3, 7)
  const cdNext = i32x4.shuffle(c, d, 2, 6, 3, 7)
  v128.store(into, i64x2.shuffle(ab, cd, 0, 2))
  v128.store(into, i64x2.shuffle(ab, cd, 1, 3), 16)
  v128.store(into, i64x2.shuffle(abNext, cdNext, 0, 2), 32)
  v128.store(into, i64x2.shuffle(abNext, cdNext, 1, 3), 48)
}
