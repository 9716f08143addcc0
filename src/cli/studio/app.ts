/** What is where on the studio's server: the app, the models that come along, and the runs. */

import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bundledModelFile, runFiles } from '../../node.ts'
import type { Events } from './events.ts'
import { type Asked, fileResponse } from './files.ts'
import type { Refused } from './protocol.ts'
import { shownFile } from './run-files.ts'

interface Env {
  readonly Bindings: HttpBindings
}

/** Where `npm run build:studio` puts the app: in dist, of which src is the twin. */
export const builtStudio = fileURLToPath(new URL('../../../dist/studio', import.meta.url))

function asked({ req }: Context): Asked {
  return { method: req.method, known: req.header('if-none-match') }
}

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
  app.get('/api/runs/:name/files/:file{.+}', async (context) => {
    const { name, file } = context.req.param()
    const names = shownFile(file)
    const found = names && (await fileResponse(runs.path, [name, ...names], asked(context)))
    return found ?? missing(context, 'such file')
  })
  app.get('/api/runs/:name/model', async (context) => {
    await runs.refresh()
    const name = context.req.param('name')
    const which = runs.detail(name)?.summary.model
    const names = which && [name, ...runFiles[which].split('/')]
    const found = names && (await fileResponse(runs.path, names, asked(context)))
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
  const app = new Hono<Env>()
  addRuns(app, events)
  app.get('/models/:file', async (context) => {
    const file = bundledModelFile(context.req.param('file').replace(/\.safetensors$/, ''))
    const found = file && (await fileResponse(dirname(file), [basename(file)], asked(context)))
    return found || missing(context, 'model of this name')
  })
  app.get('*', async (context) => {
    const { path } = context.req
    const names = path === '/' ? ['index.html'] : path.slice(1).split('/')
    const unchanging = names[0] === 'assets' // their names hold a hash of what is in them
    const found = await fileResponse(studio, names, { ...asked(context), unchanging })
    return found ?? context.text('There is nothing here.\n', 404)
  })
  return app
}
