/** To be written. */

export function DrawPage() {
  return <p>draw</p>
}
