/** To be written. */

export function RunsPage() {
  return <p>runs</p>
}
