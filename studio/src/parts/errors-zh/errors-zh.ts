/** The Chinese words of every error that a page can meet, by its code, but of files that it is given. */

import { data } from './data.ts'
import { device } from './device.ts'
import { diffusion } from './diffusion.ts'
import { formats } from './formats.ts'
import { models, networks } from './models.ts'
import { studio } from './studio.ts'
import { training } from './training.ts'
import { wordsIn } from './words.ts'

export const inChinese = wordsIn({
  ...studio,
  ...formats,
  ...data,
  ...models,
  ...networks,
  ...diffusion,
  ...training,
  ...device,
})
