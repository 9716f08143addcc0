/**
 * Keeps the keyboard's place where the focused control goes: the focus moves to what is nearest, not
 * to the top of the page.
 */

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]):not([tabindex="-1"]), ' +
  'select:not([disabled]), summary, [tabindex="0"]'

/** From the element to the root. */
function pathOf(element: Element): Element[] {
  const path: Element[] = []
  for (let at: Element | null = element; at; at = at.parentElement) path.push(at)
  return path
}

/** The first control of the innermost part that is still there. */
function nearest(path: readonly Element[]): HTMLElement | undefined {
  for (const part of path) {
    if (!part.isConnected) continue
    const control = part.querySelector<HTMLElement>(focusable)
    if (control) return control
  }
  return undefined
}

/** @param root whose controls are watched from now on */
export function keepFocus(root: HTMLElement): void {
  let path: readonly Element[] = []
  root.addEventListener('focusin', ({ target }) => {
    path = pathOf(target as Element)
  })
  root.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget || !document.hasFocus()) return
    const left = path
    queueMicrotask(() => {
      // left on purpose, not removed: its later removal takes no focus
      if ((target as Element).isConnected && path === left) path = []
    })
  })
  new MutationObserver(() => {
    if (path.length === 0 || path[0].isConnected) return
    const isLost = !document.activeElement || document.activeElement === document.body
    const target = isLost ? nearest(path) : undefined
    path = []
    target?.focus({ preventScroll: true })
  }).observe(root, { subtree: true, childList: true })
}
