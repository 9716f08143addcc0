/** Hands messages to a worker, which computes as an app's would, away from the page. */

import type { Answer, Ask } from './messages.ts'

declare global {
  interface Window {
    askContender: Ask
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

window.askContender = (message) =>
  new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => resolve(data), {
      once: true,
    })
    worker.postMessage(message)
  })
