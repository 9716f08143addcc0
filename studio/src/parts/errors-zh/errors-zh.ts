/** The Chinese words of every error that a page can meet, by its code. */

import { data } from './data.ts'
import { device } from './device.ts'
import { diffusion } from './diffusion.ts'
import { formats } from './formats.ts'
import { models, networks } from './models.ts'
import { studio } from './studio.ts'
import { training } from './training.ts'

type Catalog = Readonly<Record<string, ((values: never) => string) | undefined>>

const all: Catalog = {
  ...studio,
  ...formats,
  ...data,
  ...models,
  ...networks,
  ...diffusion,
  ...training,
  ...device,
}

/** What carries its code across the worker's border. */
export interface Coded {
  readonly code?: string | undefined
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

/** An error in Chinese; nothing for codes without Chinese words, which stay in English. */
export const inChinese = ({ code, values }: Coded): string | undefined =>
  code !== undefined && Object.hasOwn(all, code) ? all[code]?.((values ?? {}) as never) : undefined
