/** `--from`: the settings of a run that starts from a model, and what is said of its beginning. */

import { scheduleNames } from '../../diffusion/schedules.ts'
import { readModel } from '../../hosts/node/model-file.ts'
import type { ReadModel } from '../../models/host-interface.ts'
import { architectureByName } from '../../nn/registry.ts'
import type { FittedData } from '../../training/fit-preset.ts'
import { networkEntries, networkSpecs } from '../../training/network.ts'
import { inheritedSettings } from '../../training/parent.ts'
import { contradictionOf, fittedToFew, tunedRecipe } from '../../training/settings.ts'
import type { Start } from '../../training/start.ts'
import { checkNetworkOptions, networkFlags } from '../network.ts'
import { plural } from '../terminal/format.ts'
import { usageError } from '../usage-errors.ts'
import { newSettings, settingFlags, type TrainFlags, type TrainSettings } from './settings.ts'

/** The model that settings name, if they name one. @throws {DdpmError} where it cannot be read */
export async function readParent({
  from,
  fromWeights,
}: Pick<TrainFlags, 'from' | 'fromWeights'>): Promise<ReadModel | undefined> {
  if (from === undefined) return undefined
  return await readModel(from, fromWeights && { weights: fromWeights })
}

/** @throws {DdpmError} `usage.contradicts-parent`, `usage.option-of-another-network` */
function checkInherited(flags: TrainFlags, { contents, name }: ReadModel): void {
  const contradiction = contradictionOf(flags, contents)
  if (contradiction) {
    const { option, value, parent } = contradiction
    const typed = `${settingFlags[option]} ${value}`
    throw usageError('usage.contradicts-parent', { typed, model: name, parent })
  }
  const definition = architectureByName(contents.network.architecture)
  const typed = Object.keys(networkFlags).map((key) => [key, flags[key as keyof TrainFlags]])
  checkNetworkOptions(definition.name as never, Object.fromEntries(typed), networkSpecs(definition))
}

/**
 * A preset's settings for a run that starts from a model: network, schedule and target are the model's.
 * @throws {DdpmError} `usage.contradicts-parent`, `usage.option-of-another-network`,
 * `training.parent-of-another`
 */
function settingsFrom(
  base: TrainSettings,
  flags: TrainFlags,
  parent: ReadModel,
  data?: FittedData,
): TrainSettings {
  checkInherited(flags, parent)
  const { contents } = parent
  const { config, timesteps } = contents.schedule
  const unset = Object.keys(networkEntries).map((key) => [key, undefined])
  const schedule = scheduleNames.find((name) => name === config.name) ?? base.schedule
  return {
    ...{ ...base, ...Object.fromEntries(unset) },
    ...inheritedSettings(contents.network, flags),
    ...tunedRecipe(base, contents),
    ...{ schedule, timesteps, zeroSnr: config.zeroSnr === true },
    ...(data && fittedToFew(base.preset, data, flags, parent)),
  }
}

/** A new run's settings: as `newSettings`, from a model where there is one. */
export const settingsOf = (
  flags: TrainFlags,
  parent: ReadModel | undefined,
  data?: FittedData,
): TrainSettings =>
  newSettings(flags, data, parent && ((base) => settingsFrom(base, flags, parent, data)))

const list = (words: readonly string[], most = 8) =>
  words.length > most
    ? `${words.slice(0, most).join(', ')} and ${words.length - most} more`
    : words.join(', ')

/** What a run begins with, in a line or two. */
export function startWords({ name, taken }: ReadModel, start: Start): string[] {
  const { kept, fitted, fresh, classes } = start
  const all = kept.length + fitted.length + fresh.length
  const parts = [
    `kept ${kept.length} of ${plural(all, 'tensor')}`,
    ...(fitted.length > 0 ? [`fitted: ${list(fitted)}`] : []),
    ...(fresh.length > 0 ? [`new: ${list(fresh)}`] : []),
  ]
  const of = taken === 'ema' ? ' (the EMA of its weights)' : taken ? ' (its raw weights)' : ''
  const named = [
    ...(classes?.kept.length ? [`kept ${list(classes.kept)}`] : []),
    ...(classes?.fresh.length ? [`new, begun as any class: ${list(classes.fresh)}`] : []),
    ...(classes?.dropped.length ? [`left out: ${list(classes.dropped)}`] : []),
  ]
  return [
    `Starting from ${name}${of}: ${parts.join('; ')}`,
    ...(fitted.length > 0 && named.length > 0 ? [`Classes: ${named.join('; ')}`] : []),
  ]
}
