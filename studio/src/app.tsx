/** The frame of every page: navigation, language and colours. */

import { type Signal, signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { Notice } from './parts/notice.tsx'
import { linkTo, type PageName, pageNames } from './shell/address.ts'
import { language, languages } from './shell/language.ts'
import { route } from './shell/route.ts'
import { theme, themes } from './shell/theme.ts'
import { words } from './shell/words.ts'

type Page = FunctionComponent<{ readonly query: URLSearchParams }>

/** Pages come when they are first asked for. */
const loaders: Readonly<Record<PageName, () => Promise<Page>>> = {
  noise: async () => (await import('./pages/noise/page.tsx')).NoisePage,
  train: async () => (await import('./pages/train/page.tsx')).TrainPage,
  sample: async () => (await import('./pages/sample/page.tsx')).SamplePage,
  draw: async () => (await import('./pages/draw/page.tsx')).DrawPage,
  runs: async () => (await import('./pages/runs/page.tsx')).RunsPage,
}

const loaded: Signal<Partial<Record<PageName, Page | 'failed'>>> = signal({})

async function load(page: PageName): Promise<void> {
  if (loaded.value[page] && loaded.value[page] !== 'failed') return
  const found = await loaders[page]().catch(() => 'failed' as const)
  loaded.value = { ...loaded.value, [page]: found }
}

function Links() {
  const here = route.value.page
  return (
    <nav class="pages" aria-label={words().pages}>
      {pageNames.map((page) => (
        <a key={page} href={linkTo(page)} aria-current={page === here ? 'page' : undefined}>
          {words().page[page]}
        </a>
      ))}
    </nav>
  )
}

function Preferences() {
  const next = <Value,>(values: readonly Value[], value: Value) =>
    values[(values.indexOf(value) + 1) % values.length]
  return (
    <div class="preferences">
      <button
        type="button"
        class="button plain"
        onClick={() => {
          theme.value = next(themes, theme.value)
        }}
      >
        {words().theme[theme.value]}
      </button>
      <button
        type="button"
        class="button plain"
        lang={language.value === 'en' ? 'zh-CN' : 'en'}
        onClick={() => {
          language.value = next(languages, language.value)
        }}
      >
        {words().otherLanguage}
      </button>
    </div>
  )
}

function Content() {
  const { page, query } = route.value
  useEffect(() => {
    void load(page)
    document.title = `${words().page[page]} · ddpm studio`
  }, [page, language.value])
  const Found = loaded.value[page]
  if (Found === 'failed') return <Notice kind="error">{words().pageFailed}</Notice>
  return Found ? <Found query={query} /> : <p class="hint">{words().loading}</p>
}

export function App() {
  return (
    <div class="frame">
      <header class="bar">
        <a class="brand" href={linkTo('noise')}>
          ddpm studio
        </a>
        <Links />
        <Preferences />
      </header>
      <main class="content">
        {!crossOriginIsolated && <Notice kind="warn">{words().oneThread}</Notice>}
        <Content />
      </main>
      <footer class="foot">{words().foot}</footer>
    </div>
  )
}
