/** Names of options that were given up for better ones: they work for one version more, and say so. */

/** The new name of each, by command. */
export const givenUp: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  train: {
    '--clip': '--max-grad-norm',
    '--ema': '--ema-decay',
    '--warm-up': '--warmup-steps',
    '--accumulate': '--grad-accumulation',
    '--label-dropout': '--condition-dropout',
    '--held-out': '--validation',
  },
  sample: { '--clip': '--clip-denoised' },
}

/**
 * A command line with the new names in place of the old.
 * @param argv the command and what follows it
 * @param onNotice called once for each old name
 */
export function withNewNames(
  argv: readonly string[],
  onNotice: (line: string) => void,
): readonly string[] {
  const names = givenUp[argv[0]] ?? {}
  const end = argv.indexOf('--')
  return argv.map((word, i) => {
    const [name, ...value] = word.split('=')
    const renamed = Object.hasOwn(names, name) ? names[name] : undefined
    if (renamed === undefined || (end >= 0 && i > end)) return word
    onNotice(`${name} is now called ${renamed}; the old name will stop working in version 0.3`)
    return [renamed, ...value].join('=')
  })
}
