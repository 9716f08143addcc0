import { spawnSync } from 'node:child_process'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { claimPart, partSize, releasePart, restartPart } from '../../../../src/hosts/node/part.ts'
import { scratchFolder } from './mirror-server.ts'

/** A part of `data` with 5 bytes, under the name given. */
async function leavePart(folder: string, name: string): Promise<string> {
  await mkdir(join(folder, name))
  await writeFile(join(folder, name, 'body'), '12345')
  return join(folder, name)
}

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

test('what was left is claimed once', async () => {
  const folder = await scratchFolder()
  await leavePart(folder, 'data.part')
  const sizes = await Promise.all(
    [1, 2, 3].map(async () => await partSize(await claimPart(join(folder, 'data')))),
  )
  expect(sizes.sort()).toEqual([0, 0, 5])
})

test('what a killed process had claimed is claimed again', async () => {
  const folder = await scratchFolder()
  await leavePart(folder, `data.part-${deadPid()}-0`)
  expect(await partSize(await claimPart(join(folder, 'data')))).toBe(5)
})

test('what a living process works on is let alone', async () => {
  const folder = await scratchFolder()
  await leavePart(folder, `data.part-${process.ppid}-0`)
  expect(await partSize(await claimPart(join(folder, 'data')))).toBe(0)
})

test('what this process works on is let alone, and an earlier one of its number is gone', async () => {
  const folder = await scratchFolder()
  const left = [0, 1].map((n) => leavePart(folder, `data.part-${process.pid}-${n}`))
  await Promise.all(left)
  const sizeOfNext = async () => await partSize(await claimPart(join(folder, 'data')))
  expect([await sizeOfNext(), await sizeOfNext(), await sizeOfNext()]).toEqual([5, 5, 0])
})

test('what lay untouched for hours belongs to nobody, though its number lives', async () => {
  const folder = await scratchFolder()
  const part = await leavePart(folder, `data.part-${process.ppid}-0`)
  const then = new Date(Date.now() - 2 * 3_600_000)
  await utimes(join(part, 'body'), then, then)
  expect(await partSize(await claimPart(join(folder, 'data')))).toBe(5)
})

test("another file's part is let alone", async () => {
  const folder = await scratchFolder()
  await leavePart(folder, 'data2.part')
  expect(await partSize(await claimPart(join(folder, 'data')))).toBe(0)
})

test('an empty part leaves nothing behind', async () => {
  const folder = await scratchFolder()
  const part = await claimPart(join(folder, 'data'))
  await restartPart(part)
  await releasePart(part)
  expect(await readdir(folder)).toEqual([])
})
