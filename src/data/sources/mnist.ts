/** `mnist`: the handwritten digits of LeCun, Cortes and Burges, downloaded once. */

import { mnistFiles, mnistMirrors } from '../mnist.ts'
import { preparationSpecs } from '../preparation-specs.ts'
import type { DownloadedSource } from '../source.ts'

export const mnistSource: DownloadedSource = {
  name: 'mnist',
  help: 'downloaded once, 11.6 MB',
  origin: 'download',
  options: preparationSpecs,
  remote: mnistFiles,
  mirrors: mnistMirrors,
}
