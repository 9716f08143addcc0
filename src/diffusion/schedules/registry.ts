/** What follows from the list of schedules: names, options by name, and how files say them. */

import type { OptionSpecs, OptionsOf, Resolved } from '../../base/option-specs.ts'
import * as all from './all.ts'
import { betas } from './betas.ts'
import { type ScheduleDefinition, sharedOptions } from './definition.ts'

type Named = (typeof all)[keyof typeof all]

/** Schedules that a name is enough for. */
export type ScheduleName = Named['name']
/** Those, and `betas`, which must be given. */
export type AnyScheduleName = ScheduleName | 'betas'

type Definition<Name extends AnyScheduleName> = Extract<
  Named | typeof betas,
  { readonly name: Name }
>
type Specs<Name extends AnyScheduleName> = Name extends AnyScheduleName
  ? Definition<Name>['options'] & typeof sharedOptions
  : never

/** The options of a schedule by its name. */
export type ScheduleOptions<Name extends AnyScheduleName> = Name extends AnyScheduleName
  ? OptionsOf<Specs<Name>>
  : never

/** A schedule as files keep it: a plain object, safe for JSON, from which it is built again. */
export type ScheduleConfig<Name extends AnyScheduleName = AnyScheduleName> =
  Name extends AnyScheduleName
    ? { readonly name: Name; readonly zeroSnr?: true | undefined } & Resolved<
        Definition<Name>['options']
      >
    : never

/** What is common to all definitions. */
export type AnyDefinition = Omit<ScheduleDefinition, 'betas'> & {
  readonly betas: (options: never) => Float64Array
}

/** Every schedule that a name is enough for. */
export const scheduleDefinitions: readonly (AnyDefinition & { readonly name: ScheduleName })[] =
  Object.values(all)

/** Every schedule's name. */
export const scheduleNames: readonly ScheduleName[] = scheduleDefinitions.map(({ name }) => name)

/** By its name, `betas` among them. */
export const findSchedule = (name: string): AnyDefinition | undefined =>
  [...scheduleDefinitions, betas].find((definition) => definition.name === name)

/** All options of a schedule. */
export const scheduleSpecs = ({ options }: AnyDefinition): OptionSpecs => ({
  ...options,
  ...sharedOptions,
})
