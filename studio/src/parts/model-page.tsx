/** The frame of a page about a model, with what there is to say about loading it. */

import { ModelStatus } from './model-picker.tsx'
import { type PageContent, PageFrame } from './page-frame.tsx'

export const ModelPage = ({ children, ...content }: PageContent) => (
  <PageFrame {...content}>
    <ModelStatus />
    {children}
  </PageFrame>
)
