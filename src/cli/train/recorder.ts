/** Turns the training's events into files of the run folder, and into news with their paths. */

import { everyClass } from '../../diffusion/guidance.ts'
import { encodePng } from '../../formats/png.ts'
import type { RunFolder } from '../../hosts/node/run-folder.ts'
import type { Network } from '../../nn/network.ts'
import { gridFile, runImages } from '../../runs/layout.ts'
import { encodeCheckpoint } from '../../training/checkpoint.ts'
import type { TrainingEvent } from '../../training/events.ts'
import { namedGrid } from '../named-grid.ts'
import type { RunNews } from './reporter.ts'

/** Milliseconds after which metrics are written, however few: a slow run must not look dead. */
const PATIENCE = 10_000

export class Recorder {
  readonly #folder: RunFolder
  readonly #model: Network
  readonly #classNames: readonly string[] | undefined
  readonly #now: () => number
  readonly #grids = new Set<string>()
  #flushed: number
  /** The last step of the last whole epoch. */
  #epochEnd: number | undefined

  /**
   * @param classNames of the classes that the model knows, in their order
   * @param now milliseconds
   */
  constructor(
    folder: RunFolder,
    model: Network,
    classNames?: readonly string[],
    now: () => number = () => performance.now(),
  ) {
    this.#folder = folder
    this.#model = model
    this.#classNames = classNames
    this.#now = now
    this.#flushed = now()
  }

  /** Paths of the sample grids written. */
  get grids(): readonly string[] {
    return [...this.#grids]
  }

  async record(event: TrainingEvent): Promise<RunNews | undefined> {
    const folder = this.#folder
    switch (event.kind) {
      case 'step':
      case 'epoch':
        await folder.log(event)
        await this.#flushNowAndThen()
        if (event.kind === 'epoch') this.#epochEnd = event.step
        return event
      case 'variant-changed':
        return undefined // said when the device was opened
      case 'sampling':
        return { kind: 'sampling', what: 'samples', done: event.done, total: event.total }
      case 'validating':
        return { kind: 'sampling', what: 'validation', done: event.done, total: event.total }
      case 'checkpoint': {
        const { kind, step, epoch, checkpoint } = event
        const path = await folder.writeCheckpoint(encodeCheckpoint(checkpoint, this.#model))
        return { kind, step, epoch, path }
      }
      case 'sample': {
        const { kind, step, epoch, images, final } = event
        const name = final ? runImages.final : gridFile(event.passed)
        const asked = everyClass(this.#model, images.shape[0])
        const drawn = namedGrid(images, asked, this.#classNames)
        const path = await folder.write(name, encodePng(drawn))
        if (final) this.#grids.add(path)
        const { copies } = event
        if (!copies) return { kind, step, epoch, path, final }
        await folder.log({ kind: 'copies', step, epoch, loss: Number.NaN, copies: copies.share })
        return { kind, step, epoch, path, final, copies }
      }
      case 'done': {
        const { reason, step, epoch, validation } = event
        const isTold = reason !== 'max-steps' || step === this.#epochEnd // by the epoch
        if (isTold || !validation) return undefined
        await folder.log({ kind: 'validation', step, epoch, loss: validation.mean, validation })
        return undefined
      }
    }
  }

  async #flushNowAndThen(): Promise<void> {
    if (this.#now() - this.#flushed < PATIENCE) return
    await this.#folder.flush()
    this.#flushed = this.#now()
  }
}
