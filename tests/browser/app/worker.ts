/** The app's worker: answers one request. */

import { answer } from './answer.ts'
import type { Request } from './requests.ts'

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  postMessage(await answer(data))
})
