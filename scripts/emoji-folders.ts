/**
 * Sorts the emoji of an installed npm package `emoji-datasource-...` into a folder per group, as training
 * takes them: `tsx scripts/emoji-folders.ts SCRATCH/node_modules/emoji-datasource-google EMOJI`. What it is
 * for: models/emoji.md.
 */

import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as v from 'valibot'

const schema = v.array(
  v.looseObject({ image: v.string(), category: v.string(), short_name: v.string() }),
)

/** `Smileys & Emotion` becomes `smileys-emotion`. */
const folderOf = (category: string) =>
  category
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const [from, to] = process.argv.slice(2)
if (!from || !to) throw new Error('give the folder of the package and a folder to write to')

const maker = basename(from).replace(/^emoji-datasource-/, '')
const images = join(from, 'img', maker, '64')
const there = new Set(await readdir(images))
const emoji = v.parse(schema, JSON.parse(await readFile(join(from, 'emoji.json'), 'utf8')))
const counts = new Map<string, number>()
for (const { image, category, short_name: name } of emoji) {
  if (!there.has(image)) continue // this maker has not drawn it
  const folder = folderOf(category)
  await mkdir(join(to, folder), { recursive: true })
  await cp(join(images, image), join(to, folder, `${name.replace('/', '-')}.png`))
  counts.set(folder, (counts.get(folder) ?? 0) + 1)
}
for (const [folder, count] of counts) console.log(`${String(count).padStart(5)}  ${folder}`)
