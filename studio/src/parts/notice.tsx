/** What the visitor should know: said to screen readers, too. */

import type { ComponentChildren } from 'preact'

interface NoticeProps {
  readonly kind?: 'info' | 'warn' | 'error'
  readonly title?: string
  readonly children?: ComponentChildren
}

export function Notice({ kind = 'info', title, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  )
}

/** Names with their values, in a line. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
