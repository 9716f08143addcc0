/** Settings as errors name them: by what was typed, or with who else has set them. */

import { settingFlags, type TrainFlags, type TrainSettings, typedAs } from './settings.ts'

/** Where the settings of a run come from. */
export interface Said {
  readonly typed: TrainFlags
  readonly settings: TrainSettings
  /** Whether a run is resumed, whose settings are its own. */
  readonly resumed: boolean
}

/** `--sample-steps 25 (set by preset quick)` */
export function said(
  setting: keyof typeof settingFlags,
  { typed, settings, resumed }: Said,
  value: unknown = settings[setting],
): string {
  const words = `${settingFlags[setting]} ${typedAs(value)}`
  if (typed[setting] !== undefined) return words
  return `${words} (set by ${resumed ? 'the run' : `preset ${settings.preset}`})`
}
