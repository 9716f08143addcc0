/** The cases that the quick run leaves out, on every backend that is here. */

import { describeAgreement } from './agreement.ts'
import { backends, isQuick } from './backends.ts'

const here = backends.filter(({ missing }) => !missing)

describeAgreement(here, (backend, row) => !isQuick(backend, row))
