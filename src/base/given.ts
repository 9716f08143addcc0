/** Of options, those that are given: a key whose value is undefined says nothing. */
export const given = <Options extends object>(options: Options): Partial<Options> =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Partial<Options>
