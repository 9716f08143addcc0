/** The app's worker: answers one request. */

import { answer } from './answer.ts'
import type { Request } from './requests.ts'

const serve = async (request: Request) => postMessage(await answer(request))

addEventListener('message', ({ data }: MessageEvent<Request>) => void serve(data))
