import { expect, test } from 'vitest'
import { loadNotices } from '../../../src/cli/load-notices.ts'

test('a download is reported at each quarter, other work every two seconds', () => {
  const lines: string[] = []
  let time = 0
  const report = loadNotices(
    (text) => lines.push(text),
    () => time,
  )
  for (const done of [0, 10, 500, 600, 1000]) report({ stage: 'downloading', done, total: 1000 })
  for (let done = 0; done <= 60_000; done += 10_000) {
    report({ stage: 'drawing', done, total: 60_000 })
    time += 900
  }
  expect(lines).toEqual([
    'Downloading: 0 B of 1.0 kB',
    'Downloading: 500 B of 1.0 kB',
    'Downloading: 1.0 kB of 1.0 kB',
    'Drawing images: 30,000 of 60,000',
    'Drawing images: 60,000 of 60,000',
  ])
})
