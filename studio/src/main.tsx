/** Begins the studio. */

import { render } from 'preact'
import './theme/tokens.css'
import './theme/base.css'
import './theme/parts.css'
import { App } from './app.tsx'
import { wake } from './atelier/client.ts'
import { isolate } from './shell/isolation.ts'

void isolate()
wake()
render(<App />, document.getElementById('app')!)
