/** Whether a training has blown up though its loss is still a number. */

/** Steps whose mean counts: one bad batch is no divergence. */
const RECENT = 10
/** A network that predicts nothing has a loss of about 1; none that learns comes near this. */
const WORST = 10

const mean = (losses: readonly number[]) =>
  losses.reduce((sum, loss) => sum + loss, 0) / losses.length

/** @param losses of every step so far */
export const hasDiverged = (losses: readonly number[]): boolean =>
  losses.length > 0 && !(mean(losses.slice(-RECENT)) <= WORST)
