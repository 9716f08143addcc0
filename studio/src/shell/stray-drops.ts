/** A file that is dropped beside every field for files would take the page's place: it is let fall. */

export function catchStrayDrops(): void {
  for (const kind of ['dragover', 'drop'] as const) {
    addEventListener(kind, (event) => {
      if (event.defaultPrevented) return // a field has taken it
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    })
  }
}
