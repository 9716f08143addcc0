/** Begins the studio. */

import { render } from 'preact'
import './theme/tokens.css'
import './theme/base.css'
import './theme/parts.css'
import './theme/controls.css'
import { App } from './app.tsx'
import { wake } from './compute/client.ts'
import { keepFocus } from './shell/focus.ts'
import { isolate } from './shell/isolation.ts'
import { restoreModels } from './shell/models.ts'
import { catchStrayDrops } from './shell/stray-drops.ts'

void isolate()
catchStrayDrops()
keepFocus(document.body)
wake()
void restoreModels()
render(<App />, document.getElementById('app')!)
