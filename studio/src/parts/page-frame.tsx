/** The frame of a page: what it is for, its controls, and what comes of them. */

import type { ComponentChildren } from 'preact'

export interface PageContent {
  readonly title: string
  readonly intro: string
  /** Above both columns. */
  readonly notice?: ComponentChildren
  readonly controls: ComponentChildren
  /** On a phone the results come above the controls. Default true. */
  readonly resultsFirst?: boolean
  /** The results stay in view while the controls are scrolled. */
  readonly staying?: boolean
  readonly children: ComponentChildren
}

export function PageFrame(content: PageContent) {
  const { title, intro, notice, controls, resultsFirst = true, staying, children } = content
  return (
    <>
      <div class="intro">
        <h1>{title}</h1>
        <p>{intro}</p>
      </div>
      {notice}
      <div class={resultsFirst ? 'columns images-first' : 'columns'}>
        {controls}
        <div class={staying ? 'stack staying' : 'stack'}>{children}</div>
      </div>
    </>
  )
}
