/** To be written. */

export function TrainPage() {
  return <p>train</p>
}
