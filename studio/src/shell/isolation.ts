/**
 * Threads need a page that is cross-origin isolated. Where the host does not send the headers for it,
 * a service worker adds them, once the page has been loaded again under its care.
 */

const TRIED = 'ddpm.isolation'

export async function isolate(): Promise<void> {
  if (crossOriginIsolated || !('serviceWorker' in navigator) || !isSecureContext) return
  if (new URLSearchParams(location.search).get('isolation') === 'off') return
  try {
    await navigator.serviceWorker.register('./isolation.js')
    await navigator.serviceWorker.ready
    if (sessionStorage.getItem(TRIED)) return // it did not help: one thread it is
    sessionStorage.setItem(TRIED, 'yes')
    location.reload()
  } catch {
    // one thread, which the page says
  }
}
