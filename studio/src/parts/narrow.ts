/** Whether the page is as narrow as a phone: for what a style sheet cannot decide. */

import { signal } from '@preact/signals'

const query = matchMedia('(max-width: 40rem)')

export const narrow = signal(query.matches)

query.addEventListener('change', ({ matches }) => {
  narrow.value = matches
})
