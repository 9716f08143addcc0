/** Names of a UNet2DModel's weights: those of older versions, and of what a network was wrapped in. */

/** What trainings put before every name: DataParallel, torch.compile, pipelines, EMA. */
const wrappers = ['module.', '_orig_mod.', 'model.', 'unet.', 'ema_model.']

/** Attention before diffusers 0.12: `query`, now `to_q`. */
const legacy: Readonly<Record<string, string>> = {
  query: 'to_q',
  key: 'to_k',
  value: 'to_v',
  proj_attn: 'to_out.0',
}

const currentName = (name: string): string =>
  name.replace(
    /(\battentions\.\d+\.)(query|key|value|proj_attn)\./,
    (_, before: string, part: string) => `${before}${legacy[part]}.`,
  )

/** Without the wrappers that all names have. */
function unwrapped(names: readonly string[]): readonly string[] {
  const wrapper = wrappers.find((one) => names.every((name) => name.startsWith(one)))
  if (wrapper === undefined || names.length === 0) return names
  return unwrapped(names.map((name) => name.slice(wrapper.length)))
}

/** Tensors by the names that UNet2DModel gives them today. */
export function withCurrentNames<Tensor>(
  tensors: ReadonlyMap<string, Tensor>,
): Map<string, Tensor> {
  const names = unwrapped([...tensors.keys()]).map(currentName)
  return new Map([...tensors.values()].map((tensor, i) => [names[i], tensor]))
}
