/** What a model is called in lists. */

import { isBundled } from '../../../src/models/bundled.ts'
import type { KnownModel } from '../shell/models.ts'
import { modelWords } from './model-words.ts'

export const shownName = ({ name, origin }: KnownModel): string =>
  origin.kind === 'shipped' && isBundled(name) ? modelWords().shipped[name] : name
