/** What is where on the studio's server: the app, the bundled models, and the runs. */

import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bundledModelFile } from '../../hosts/node/models.ts'
import { isShown, runFiles } from '../../runs/layout.ts'
import type { Refused } from '../../runs/protocol.ts'
import type { Events } from './events.ts'
import { ownFiles, runFile } from './files.ts'
import { safety, unchanged } from './headers.ts'

interface Env {
  readonly Bindings: HttpBindings
}

/** Where `npm run build:studio` puts the app: in dist, of which src is the twin. */
export const builtStudio = fileURLToPath(new URL('../../../dist/studio', import.meta.url))

const noStore = { 'cache-control': 'no-store' }

const missing = (context: Context, what: string) =>
  context.json<Refused>({ error: `there is no ${what} here` }, 404, noStore)

/** The runs: `api/runs`, what is below it, and `api/events`. */
function addRuns(app: Hono<Env>, events: Events): void {
  const { runs } = events
  app.get('/api/runs', async (context) => {
    await runs.refresh()
    return context.json(runs.summaries, 200, noStore)
  })
  app.get('/api/runs/:name', async (context) => {
    await runs.refresh()
    const detail = runs.detail(context.req.param('name'))
    return detail ? context.json(detail, 200, noStore) : missing(context, 'run of this name')
  })
  app.get('/api/runs/:name/files/:file{.+}', unchanged(), async (context) => {
    const { name, file } = context.req.param()
    const names = [name, ...file.split('/')]
    const found = isShown(file) && (await runFile(context, runs.path, names))
    return found || missing(context, 'such file')
  })
  app.get('/api/runs/:name/model', unchanged(), async (context) => {
    await runs.refresh()
    const name = context.req.param('name')
    const which = runs.detail(name)?.summary.model
    const names = which && [name, ...runFiles[which].split('/')]
    const found = names && (await runFile(context, runs.path, names))
    return found ?? missing(context, 'model yet')
  })
  app.get('/api/events', async (context) => {
    if (context.req.method === 'HEAD') return context.body(null, 200, noStore)
    if (!events.hasRoom) {
      return context.json<Refused>({ error: 'too many pages are open: close some' }, 503, noStore)
    }
    await events.add(context.env.outgoing)
    return RESPONSE_ALREADY_SENT
  })
  app.all('/api/*', (context) => missing(context, 'such question'))
}

/**
 * The server's answers.
 * @param studio the folder of the built app
 */
export function studioApp(studio: string, events: Events): Hono<Env> {
  const app = new Hono<Env>().use(safety())
  addRuns(app, events)
  app.get('/models/:file', unchanged(), async (context, next) => {
    const file = bundledModelFile(context.req.param('file').replace(/\.safetensors$/, ''))
    if (!file) return missing(context, 'model of this name')
    const root = dirname(dirname(file))
    return (await ownFiles(root)(context, next)) ?? missing(context, 'model of this name')
  })
  app.get('*', unchanged(), ownFiles(studio))
  app.notFound((context) => context.text('There is nothing here.\n', 404))
  return app
}
