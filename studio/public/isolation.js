// A service worker that adds the headers without which a page may not share memory between threads,
// for hosts that cannot send them. It changes nothing else and keeps no copy of anything.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

async function isolated(request) {
  const response = await fetch(request)
  if (response.status === 0) return response // opaque: not ours to change
  const headers = new Headers(response.headers)
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers })
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return
  if (new URL(request.url).origin !== self.location.origin) return
  event.respondWith(isolated(request))
})
