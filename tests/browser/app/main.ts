/** The app's page: hands requests to a worker of its own each, or answers them itself. */

import { answer } from './answer.ts'
import type { Answer, Ask } from './requests.ts'

declare global {
  interface Window {
    askWorker: Ask
    askPage: Ask
  }
}

window.askPage = answer
window.askWorker = (request) =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    const end = (result: Answer) => {
      worker.terminate()
      resolve(result)
    }
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => end(data))
    worker.addEventListener('error', ({ message }) => end({ error: `the worker: ${message}` }))
    worker.postMessage(request)
  })
