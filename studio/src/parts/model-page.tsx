/** The frame of a page about a model: what the page is for, its controls, and what comes of them. */

import type { ComponentChildren } from 'preact'
import { ModelStatus } from './model-picker.tsx'

interface Content {
  readonly title: string
  readonly intro: string
  readonly controls: ComponentChildren
  readonly children: ComponentChildren
}

export function ModelPage({ title, intro, controls, children }: Content) {
  return (
    <>
      <div class="intro">
        <h1>{title}</h1>
        <p>{intro}</p>
      </div>
      <div class="columns images-first">
        {controls}
        <div class="stack">
          <ModelStatus />
          {children}
        </div>
      </div>
    </>
  )
}
