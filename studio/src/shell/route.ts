/** Which page is shown: the part of the address after `#/`, with a query of its own. */

import { computed, signal } from '@preact/signals'

export const pageNames = ['noise', 'train', 'sample', 'draw', 'runs'] as const
export type PageName = (typeof pageNames)[number]

const address = signal(location.hash)
addEventListener('hashchange', () => {
  address.value = location.hash
})

interface Route {
  readonly page: PageName
  readonly query: URLSearchParams
}

/** `#/sample?run=digits`; what names no page is the first one. */
export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?')
  const page = pageNames.find((name) => name === path) ?? pageNames[0]
  return { page, query: new URLSearchParams(query) }
}

export const route = computed(() => parseRoute(address.value))

/** The address of a page. */
export function linkTo(page: PageName, query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `#/${page}${text ? `?${text}` : ''}`
}
