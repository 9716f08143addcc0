/**
 * Which tab of the studio owns the training that the browser stores: the one that holds a lock. The
 * page holds it, not its worker, whose death must not hand it to another tab.
 */

const LOCK = 'ddpm-studio-training'

let owned = false

/** Whether another tab owns it now. Without locks (an insecure address) nobody can say. */
export async function isOwnedElsewhere(): Promise<boolean> {
  if (owned || !navigator.locks) return false
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === LOCK)
}

/** Does something as the owner where no other tab is. @param work gets whether this tab owns it */
export async function asOwner<Result>(work: (owner: boolean) => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return await work(true)
  return await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    owned = lock !== null
    try {
      return await work(owned)
    } finally {
      owned = false
    }
  })
}
