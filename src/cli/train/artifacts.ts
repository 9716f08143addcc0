/** The images and the model that a run leaves behind. */

import type { AnyDataset } from '../../data/dataset.ts'
import { everyClass } from '../../diffusion/guidance.ts'
import type { SamplingOptions } from '../../diffusion/sample.ts'
import type { Schedule } from '../../diffusion/schedules.ts'
import type { Target } from '../../diffusion/targets.ts'
import { trajectoryInSteps } from '../../diffusion/trajectory.ts'
import { encodePng } from '../../formats/png.ts'
import type { RunFolder } from '../../hosts/node/run-folder.ts'
import { encodeModel } from '../../models/contents.ts'
import type { Provenance } from '../../models/provenance.ts'
import type { Network } from '../../nn/network.ts'
import { lossCurveRaster, lossCurveSvg } from '../../plots/loss-curve.ts'
import { runFiles, runImages } from '../../runs/layout.ts'
import { lastCopies, lastValidation, type Metric } from '../../runs/metrics.ts'
import { learntFrom } from '../../training/learnt-classes.ts'
import { breathe } from '../breathe.ts'
import { loss, percentOf } from '../terminal/format.ts'
import {
  animationOf,
  drawingAnimation,
  frameEvery,
  stripOf,
  TRAJECTORY_COUNT,
} from '../trajectory.ts'
import type { Reporter } from './reporter.ts'

/** From so many epochs on the curve is the epochs', as in the notebook; before, the steps'. */
const ENOUGH_EPOCHS = 5

/** What a loss curve is of. */
export interface LossCurveJob {
  readonly dataName: string
  /** Whether losses count by their timesteps: validation losses never do. */
  readonly weighted: boolean
}

/** `validation 0.0465, copies 3 %`: the last of each, as far as a run has them. */
function remarkOn(metrics: readonly Metric[]): string | undefined {
  const validation = lastValidation(metrics)?.validation
  const copies = lastCopies(metrics)?.copies
  const words = [
    ...(validation ? [`validation ${loss(validation.mean)}`] : []),
    ...(copies === undefined ? [] : [`copies ${percentOf(copies)}`]),
  ]
  return words.length > 0 ? words.join(', ') : undefined
}

/** Series and options of the drawing: by step, or by epoch where there are enough. */
export function lossCurve(metrics: readonly Metric[], { dataName, weighted }: LossCurveJob) {
  const epochs = metrics.filter(({ kind }) => kind === 'epoch')
  const steps = metrics.filter(({ kind }) => kind === 'step')
  const judged = metrics.flatMap(({ step, validation }) =>
    validation ? [{ step, validation }] : [],
  )
  const last = epochs.length >= ENOUGH_EPOCHS ? epochs[epochs.length - 1] : undefined
  const place = ({ step }: { step: number }) => (last ? (step * last.epoch) / last.step : step)
  const shown = last ? epochs : steps
  const remark = remarkOn(metrics)
  const options = {
    ...(remark !== undefined && { remark }),
    title: `DDPM Training Loss: ${dataName}`,
    name: weighted ? 'training, weighted' : 'training',
    validation: { x: judged.map(place), y: judged.map(({ validation }) => validation.mean) },
  }
  const series = { x: shown.map(place), y: shown.map((metric) => metric.loss) }
  if (last) return { series, options: { ...options, xLabel: 'Epoch' } }
  const smooth = Math.max(1, Math.round(steps.length / 40))
  return { series, options: { ...options, xLabel: 'Step', smooth, logY: true } }
}

/** Draws the loss so far. @returns the paths */
export async function writeLossCurve(folder: RunFolder, job: LossCurveJob): Promise<string[]> {
  const { series, options } = lossCurve(await folder.readMetrics(), job)
  return [
    await folder.write(runImages.lossCurve, encodePng(lossCurveRaster(series, options))),
    await folder.write(runImages.lossCurveSvg, lossCurveSvg(series, options)),
  ]
}

export interface ArtifactsJob extends Omit<SamplingOptions, 'model' | 'weights'> {
  readonly model: Network
  readonly data: AnyDataset
  readonly schedule: Schedule
  readonly target: Target
  readonly weights: Float32Array
  readonly provenance: Provenance
  readonly folder: RunFolder
  readonly reporter: Reporter
}

/**
 * Makes the strip and the animation of a denoising run, and the model's file.
 * @returns the paths; fewer where the signal is aborted
 */
export async function writeArtifacts(job: ArtifactsJob): Promise<string[]> {
  const { model, schedule, weights, folder, target, data, provenance } = job
  const about = { ...learntFrom(model, data), provenance }
  const bytes = encodeModel({ network: model, schedule, weights, target, ...about })
  const paths = [await folder.write(runFiles.model, bytes)]
  const frames = await denoiseTrajectory(job)
  if (!frames) return paths
  const strip = await folder.write(runImages.trajectory, encodePng(stripOf(frames)))
  job.reporter.news(drawingAnimation)
  await breathe()
  paths.unshift(strip, await folder.write(runImages.animation, animationOf(frames)))
  return paths
}

async function denoiseTrajectory(job: ArtifactsJob) {
  const every = frameEvery(job.schedule.timesteps)
  const steps = trajectoryInSteps(
    { ...job, count: TRAJECTORY_COUNT, ...everyClass(job.model, TRAJECTORY_COUNT, job.guidance) },
    every,
  )
  try {
    for (;;) {
      const next = await steps.next()
      if (next.done) return next.value
      job.reporter.news({ kind: 'sampling', what: 'the trajectory', ...next.value })
      await breathe()
    }
  } catch (error) {
    if (job.signal?.aborted && error === job.signal.reason) return undefined
    throw error
  }
}
