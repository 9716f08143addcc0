/** Pages and their addresses, the part after `#/`. Words only: it knows no browser. */

export const pageNames = ['noise', 'train', 'sample', 'draw', 'runs'] as const
export type PageName = (typeof pageNames)[number]

export interface Route {
  readonly page: PageName
  readonly query: URLSearchParams
}

/** A name as a part of an address: names can hold what addresses cannot. */
export const inAddress = (name: string) =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'))

/** `#/sample?run=digits`; what names no page is the first one. */
export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?')
  const page = pageNames.find((name) => name === path) ?? pageNames[0]
  return { page, query: new URLSearchParams(query) }
}

/** The address of a page. */
export function linkTo(page: PageName, query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `#/${page}${text ? `?${text}` : ''}`
}
