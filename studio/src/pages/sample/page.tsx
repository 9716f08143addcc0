/** To be written. */

export function SamplePage() {
  return <p>sample</p>
}
