/** What each sampler is good for: English from its definition, other languages here, every one of them. */

import { findSampler, type SamplerName } from '../../../../src/diffusion/samplers/registry.ts'
import { inLanguage } from '../../shell/language.ts'

const zh: Readonly<Record<SamplerName, string>> = {
  'dpm-solver++': '常用之选，15 步起效果就好。',
  deis: '用多项式拟合前几步，10 步起效果好。',
  unipc: '每一步都会修正上一步，约 10 步时效果最好。',
  ddim: '简单且确定，50 步起效果好。',
  heun: '二阶方法，每步求值两次，20 步起效果好。',
  euler: '最简单，50 步起效果好。',
  'euler-ancestral': '每步加入新噪声，变化更多，50 步起。',
  ddpm: '最初的方法，每步加入新噪声，需要很多步。',
}

const sentence = (help: string) => `${help[0].toUpperCase()}${help.slice(1)}.`

/** A sentence in the page's language. */
export const samplerHint = (name: SamplerName): string =>
  inLanguage({ en: sentence(findSampler(name)?.help ?? name), zh: zh[name] })
