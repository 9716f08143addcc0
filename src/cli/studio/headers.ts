/** The headers of every answer of the studio's server: what keeps other sites and scripts out. */

import type { MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'

/** Scripts, styles and requests are our own; kernels are WebAssembly; images may be made in the page. */
const contentSecurityPolicy = {
  ...{ defaultSrc: ["'none'"], scriptSrc: ["'self'", "'wasm-unsafe-eval'"], workerSrc: ["'self'"] },
  ...{ styleSrc: ["'self'"], imgSrc: ["'self'", 'blob:', 'data:'], connectSrc: ["'self'"] },
  ...{ baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
}

/** Isolation is what lets the page's threads share memory. */
export const safety = (): MiddlewareHandler =>
  secureHeaders({
    ...{ contentSecurityPolicy, crossOriginEmbedderPolicy: 'require-corp' },
    strictTransportSecurity: false, // it is plain HTTP, on this computer alone
  })

/** Answers a page that has the file already: its tag is what the handler has set. */
export const unchanged = (): MiddlewareHandler => etag()

/** Changes with a file. */
export const tagOf = (stats: { ino: number; size: number; mtimeMs: number }) =>
  `"${[stats.ino, stats.size, Math.round(stats.mtimeMs)].map((n) => n.toString(36)).join('-')}"`
