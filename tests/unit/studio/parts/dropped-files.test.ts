/** Folders as a browser gives them: portion by portion, however many files there are. */

import { expect, test } from 'vitest'
import { filesOf } from '../../../../studio/src/parts/dropped-files.ts'

/** Entries that a browser gives at once. */
const PORTION = 100

const fileEntry = (path: string) => ({
  ...{ name: path.split('/').at(-1), fullPath: path, isDirectory: false },
  file: (resolve: (file: File) => void) => resolve(new File([], path)),
})

function folderEntry(path: string, inside: readonly object[]) {
  const createReader = () => {
    let next = 0
    return {
      readEntries(resolve: (entries: readonly object[]) => void) {
        resolve(inside.slice(next, next + PORTION))
        next += PORTION
      },
    }
  }
  return { name: path.split('/').at(-1), fullPath: path, isDirectory: true, createReader }
}

const dropOf = (...entries: readonly object[]) =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  }) as unknown as DataTransfer

const many = (path: string, count: number) =>
  folderEntry(
    path,
    Array.from({ length: count }, (_, i) => fileEntry(`${path}/${i}.png`)),
  )

test('all files are found, more than a hundred thousand too, and counted meanwhile', async () => {
  const counts: number[] = []
  const drop = dropOf(folderEntry('/pets', [many('/pets/cats', 100_000), many('/pets/dogs', 250)]))
  const { signal } = new AbortController()
  const found = await filesOf(drop, { signal, onFound: (count) => counts.push(count) })
  expect(found).toHaveLength(100_250)
  expect(found.at(-1)).toMatchObject({ path: 'pets/dogs/249.png' })
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
  expect(counts.at(-1)).toBe(100_250)
})

test('hidden files and folders are none', async () => {
  const inside = [fileEntry('/pets/.DS_Store'), many('/pets/.git', 3), fileEntry('/pets/cat.png')]
  const { signal } = new AbortController()
  const found = await filesOf(dropOf(folderEntry('/pets', inside)), { signal, onFound: () => {} })
  expect(found.map(({ path }) => path)).toEqual(['pets/cat.png'])
})

test('the search ends where it is stopped', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const onFound = (count: number) => count > 500 && controller.abort()
  const search = filesOf(dropOf(many('/cats', 100_000)), { signal, onFound })
  await expect(search).rejects.toMatchObject({ name: 'AbortError' })
})
