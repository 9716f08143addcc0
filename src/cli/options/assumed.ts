/** What users say of a model's file that does not say it itself: `--image-size`, `--schedule`, `--prediction-type`. */

import { choice, size } from '../../base/option-specs.ts'
import { buildSchedule, scheduleNames } from '../../diffusion/schedules.ts'
import { targets } from '../../diffusion/targets.ts'
import type { Assumed } from '../../models/contents.ts'
import { side } from '../../nn/options.ts'
import { flagSet } from './spec-flags.ts'

const group = 'Models of other programs'

const set = flagSet([
  {
    name: 'models',
    options: {
      imageSize: size({
        ...{ each: side, unset: 'what its architecture usually has', group },
        help: 'pixels a side of its images, or width and height, where its file does not say',
      }),
      schedule: choice(scheduleNames, {
        ...{ unset: 'linear', group },
        help: 'its schedule, of 1000 timesteps, where its file does not say',
      }),
      predictionType: choice(targets, {
        ...{ unset: 'eps', group },
        help: 'what it predicts, where its file does not say',
      }),
    },
  },
])

/** As commander takes them. */
export const assumedOptions = () => set.options()

/** What was typed: what is to be assumed, if anything, and the rest. */
export function separateAssumed<Typed extends object>(typed: Typed) {
  const { given, rest } = set.separate(typed)
  const { imageSize, schedule, predictionType } = given
  const assume: Assumed = {
    ...(imageSize !== undefined && { options: { imageSize } }),
    ...(schedule && { schedule: buildSchedule(schedule) }),
    ...(predictionType && { target: predictionType }),
  }
  return { rest, ...(Object.keys(assume).length > 0 && { assume }) }
}
