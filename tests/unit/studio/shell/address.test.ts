import { expect, test } from 'vitest'
import { linkTo, pageNames, parseRoute } from '../../../../studio/src/shell/address.ts'

test.each(pageNames)('%s is found where its link leads', (page) => {
  expect(parseRoute(linkTo(page)).page).toBe(page)
})

test('a query is kept, whatever is in it', () => {
  const name = 'digits & co/1?#ü'
  const { page, query } = parseRoute(linkTo('sample', { run: name }))
  expect([page, query.get('run')]).toEqual(['sample', name])
})

test.each(['', '#', '#/', '#/nowhere', '#nonsense?run=1'])('%s is the first page', (hash) => {
  expect(parseRoute(hash).page).toBe(pageNames[0])
})
