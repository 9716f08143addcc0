/** Files of a run: the server's by their addresses, the visitor's by addresses made for them. */

import { useEffect, useMemo } from 'preact/hooks'
import type { RunFile } from '../../../../src/runs/protocol.ts'
import { fileAddress } from './host.ts'
import type { Run } from './runs.ts'

/** An address for as long as it is shown; nothing where the file is not there. */
export function useFileAddress(
  { summary, source }: Run,
  { name, written }: RunFile,
): string | undefined {
  const file = source.kind === 'dropped' ? source.files.get(name) : undefined
  const made = useMemo(() => file && URL.createObjectURL(file), [file])
  useEffect(() => () => made && URL.revokeObjectURL(made), [made])
  return source.kind === 'served' ? fileAddress(summary.name, name, written) : made
}

/** A file's text; nothing where it cannot be had. */
export async function fileText(
  { summary, source }: Run,
  { name, written }: RunFile,
): Promise<string | undefined> {
  if (source.kind === 'dropped') return await source.files.get(name)?.text()
  const response = await fetch(fileAddress(summary.name, name, written)).catch(() => undefined)
  return response?.ok ? await response.text().catch(() => undefined) : undefined
}
