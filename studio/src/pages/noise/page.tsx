/** To be written. */

export function NoisePage() {
  return <p>noise</p>
}
