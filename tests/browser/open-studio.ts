/** What the tests of the studio's pages need: a browser, and the studio on a host of each kind. */

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { connect } from './in-chromium.ts'
import { littleModels } from './little-model.ts'
import type { OpenPage } from './page.ts'
import type { Site, SiteOptions } from './site.ts'
import { serveStudio, type Visit, visit } from './studio.ts'

export interface StudioOptions {
  /** Whether the bundled model is a little one, for pages that need no better. */
  readonly littleModel?: boolean
  readonly mounts?: SiteOptions['mounts']
}

/** Opens them before the first test of a block, and closes them after its last. */
export function openStudio({ littleModel = false, mounts = {} }: StudioOptions = {}) {
  let browser: Browser
  let isolated: Site
  let plain: Site
  const closing: (() => unknown)[] = []
  beforeAll(async () => {
    browser = await connect()
    closing.push(() => browser.close())
    const models = littleModel ? littleModels() : undefined
    if (models) closing.push(models.remove)
    const all = models ? { models: models.folder, ...mounts } : mounts
    isolated = await serveStudio({ mounts: all })
    closing.push(isolated.close)
    plain = await serveStudio({ mounts: all, isolated: false })
    closing.push(plain.close)
  })
  afterAll(async () => {
    for (const close of closing) await close()
  })
  return {
    get browser() {
      return browser
    },
    /** Of the host that sends the headers of isolation. */
    get address() {
      return isolated.address
    },
    /** Of one that sends none. */
    get plainAddress() {
      return plain.address
    },
    visit: (how?: Visit) => visit(browser, isolated, how),
    visitPlain: (how?: Visit) => visit(browser, plain, how),
  }
}

/**
 * One page for the tests of a block, which follow one another in it: for what needs no fresh visit.
 * At the end nothing may have gone wrong in it.
 */
export function sharedPage(open: () => Promise<OpenPage>) {
  let opened: OpenPage
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(async () => {
    await opened?.page.context().close()
    expect(opened?.errors).toEqual([])
  })
  return {
    get page() {
      return opened.page
    },
  }
}

/** A visit whose errors leave out the runs' interface, which a host without `ddpm studio` lacks. */
export const withoutApi = ({ page, errors }: OpenPage): OpenPage => ({
  page,
  get errors() {
    return errors.filter((error) => !error.includes('/api/'))
  },
})
