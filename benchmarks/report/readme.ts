/** Keeps the tables of `benchmarks/README.md` equal to the recorded results. */

import { readFile, writeFile } from 'node:fs/promises'
import { betweenMarkers, markdownOf } from './markdown.ts'
import { readLines } from './results.ts'

const readme = new URL('../README.md', import.meta.url)

export async function renderReadme(): Promise<void> {
  const text = await readFile(readme, 'utf8')
  await writeFile(readme, betweenMarkers(text, markdownOf(await readLines())))
}
