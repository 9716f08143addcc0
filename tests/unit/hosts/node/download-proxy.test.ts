/** Downloads by a proxy. */

import { expect, onTestFinished, test, vi } from 'vitest'
import { downloadFile } from '../../../../src/hosts/node/download.ts'
import { coded } from '../../../coded.ts'
import { describeFile, openMirror, openProxy, scratchFolder, serve } from './mirror-server.ts'

const content = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) >>> 3)
const file = describeFile('data.gz', content)

function setProxy(url: string): void {
  for (const name of ['http_proxy', 'HTTP_PROXY']) vi.stubEnv(name, url)
  for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
}

test('a proxy from the environment is used', async () => {
  const mirror = await openMirror(serve(content))
  const proxy = await openProxy()
  setProxy(proxy.url)
  const folder = await scratchFolder()
  expect(await downloadFile(file, { folder, mirrors: [mirror.url] })).toEqual(content)
  expect(proxy.asked).toEqual([new URL(mirror.url).host])
})

test('one that is not an address is a mistake that is named', async () => {
  setProxy('no address')
  const folder = await scratchFolder()
  const failing = downloadFile(file, { folder, mirrors: ['http://127.0.0.1:1/'] })
  await expect(failing).rejects.toThrow(coded('download.proxy-invalid'))
})
