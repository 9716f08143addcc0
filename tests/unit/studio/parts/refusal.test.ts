import { expect, test } from 'vitest'
import { ComputeError } from '../../../../studio/src/compute/client.ts'
import { refusalOf } from '../../../../studio/src/parts/refusal.ts'

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)
const file = (name: string, bytes: BlobPart) => ({ file: new File([bytes], name), path: name })
const error = new ComputeError({ kind: 'user', message: 'no image' })

test('names what a file seems to be, where that alone is the reason', async () => {
  expect(await refusalOf('image', [file('a.txt', 'hello')], error)).toMatchObject({
    file: 'a.txt',
    seems: 'text',
  })
})

test('leaves damaged images to the worker’s words', async () => {
  const refusal = await refusalOf('image', [file('a.png', png)], error)
  expect(refusal.seems).toBeUndefined()
  expect(refusal.error.message).toBe('no image')
})

test('an archive of a data set is not an image, but may be images', async () => {
  const gzip = file('train-images-idx3-ubyte.gz', Uint8Array.of(0x1f, 0x8b, 8, 0))
  expect((await refusalOf('image', [gzip], error)).seems).toBe('gzip')
  expect((await refusalOf('images', [gzip], error)).seems).toBeUndefined()
})

test('names the first file of several that is of no use', async () => {
  const files = [file('1.png', png), file('2.pdf', '%PDF')]
  expect(await refusalOf('images', files, error)).toMatchObject({ file: '2.pdf', seems: 'pdf' })
})

test('names the file at fault, whatever lies before it', async () => {
  const files = [file('notes.txt', 'hello'), file('cats/1.png', png), file('cats/2.png', png)]
  const fault = new ComputeError({ kind: 'user', message: 'cut short', file: 'cats/2.png' })
  const refusal = await refusalOf('images', files, fault)
  expect(refusal).toMatchObject({ file: 'cats/2.png' })
  expect(refusal.seems).toBeUndefined()
})

test('names none of several where nothing is known of them', async () => {
  expect((await refusalOf('images', [file('a.png', png), file('b.png', png)], error)).file).toBe(
    undefined,
  )
})

test('a want of memory is not the file’s fault', async () => {
  const memory = new ComputeError({ kind: 'memory', message: 'none left' })
  expect((await refusalOf('images', [file('a.txt', 'hello')], memory)).seems).toBeUndefined()
})
