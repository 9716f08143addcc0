/** Turns the training's events into files of the run folder, and into news with their paths. */

import {
  encodeCheckpoint,
  encodePng,
  grid,
  type Model,
  type RunFolder,
  type TrainingEvent,
} from '../../node.ts'
import type { RunNews } from './reporter.ts'

export class Recorder {
  readonly #folder: RunFolder
  readonly #model: Model
  readonly #pictures = new Set<string>()
  /** The last step of the last whole epoch. */
  #epochEnd: number | undefined

  constructor(folder: RunFolder, model: Model) {
    this.#folder = folder
    this.#model = model
  }

  /** Paths of the sample grids written. */
  get pictures(): readonly string[] {
    return [...this.#pictures]
  }

  async record(event: TrainingEvent): Promise<RunNews | undefined> {
    const folder = this.#folder
    switch (event.kind) {
      case 'step':
      case 'epoch':
        await folder.log(event)
        if (event.kind === 'epoch') this.#epochEnd = event.step
        return event
      case 'sampling':
        return { kind: 'sampling', what: 'samples', done: event.done, total: event.total }
      case 'checkpoint': {
        const { kind, step, epoch, checkpoint } = event
        const path = await folder.writeCheckpoint(encodeCheckpoint(checkpoint, this.#model))
        return { kind, step, epoch, path }
      }
      case 'sample': {
        const { kind, step, epoch, images, final } = event
        const name = final ? 'final.png' : `samples/epoch-${String(epoch).padStart(3, '0')}.png`
        const path = await folder.write(name, encodePng(grid(images)))
        if (final) this.#pictures.add(path)
        return { kind, step, epoch, path, final }
      }
      case 'done': {
        const { reason, step, epoch, heldOut } = event
        const isTold = reason !== 'max-steps' || step === this.#epochEnd // by the epoch
        if (isTold || !heldOut) return undefined
        await folder.log({ kind: 'held-out', step, epoch, loss: heldOut.mean, heldOut })
        return undefined
      }
    }
  }
}
