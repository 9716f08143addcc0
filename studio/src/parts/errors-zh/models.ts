/** Errors about models and their files, in Chinese. */

import type { modelErrors } from '../../../../src/models/errors.ts'
import type { fileErrors, Misfit } from '../../../../src/models/file-errors.ts'
import type { nnErrors } from '../../../../src/nn/errors.ts'
import { type Chinese, listed, shapeOf } from './words.ts'

const SHOWN = 3

function some(items: readonly string[], separator = '、'): string {
  const shown = items.slice(0, SHOWN).join(separator)
  return items.length > SHOWN ? `${shown}等 ${items.length} 个` : shown
}

const misfitOf = ({ tensor, wanted, found }: Misfit) =>
  found ? `${tensor} 为 ${shapeOf(found)}，应为 ${shapeOf(wanted)}` : `缺少 ${tensor}`

export const models: Chinese<typeof modelErrors & typeof fileErrors> = {
  'model.class-unknown': ({ asked, classes, names = [] }) => {
    const known = names.length > 0 ? `（${listed(names.slice(0, 20))}）` : ''
    return `此模型没有类别 ${asked}，可用 0 到 ${classes - 1}${known}。`
  },
  'model.without-classes': () => '此模型训练时不分类别，采样时请不要指定类别和引导。',
  'model.classes-empty': () => '类别列表为空，请至少指定一个类别，或不指定。',
  'model.without-files': () => '此处无法保存文件，请使用 model.encode() 得到的字节。',
  'model.data-of-another-shape': ({ data, shape, wanted }) =>
    `${data} 的图片为 ${shapeOf(shape)}，而此模型生成 ${shapeOf(wanted)}，请使用同类图片。`,
  'model.data-without-files': ({ data }) => `此处无法按名称读取 ${data}，请直接给出图片。`,

  'model-file.misfit': ({ architecture, misfits }) =>
    `文件与 ${architecture} 不符：${some(misfits.map(misfitOf), '；')}。`,
  'model-file.not-finite': ({ tensor, value, at }) =>
    `${tensor} 的第 ${at} 个元素为 ${value}：生成此文件的训练已发散，或文件已损坏，请使用更早的检查点。`,
  'model-file.foreign-tensors': ({ architecture, tensors }) =>
    `文件中有 ${architecture} 没有的张量（${some(tensors)}），它属于其他模型。`,
  'model-file.description-not-json': () => '文件中的描述不是 JSON，文件已损坏。',
  'model-file.version-missing': () => '文件中的描述没有格式版本，文件已损坏。',
  'model-file.version-unknown': ({ version, supported }) =>
    `文件的格式版本为 ${version}，本程序最高支持 ${supported}，请更新 ddpm。`,
  'model-file.description-damaged': ({ path, problem }) =>
    `文件中的描述在 ${path} 处损坏（${problem}）。`,
  'model-file.weights-missing': ({ found, known }) =>
    `文件中${found.length > 0 ? '有张量，但' : '没有张量，'}不是已知网络（${known.join('、')}）的权重：请保存这类网络的 model.state_dict()，或通过 network 选项提供网络。`,
  'model-file.not-a-checkpoint': () => '此文件只含模型，请使用运行目录中的检查点。',
}

/** Without that whose range is given in English words. */
export const networks: Chinese<Omit<typeof nnErrors, 'architecture.option-invalid'>> = {
  'architecture.unknown': ({ name, known }) =>
    `未知的网络结构“${name}”，此版本支持 ${listed(known)}。`,
  'architecture.unrecognised': ({ known }) =>
    `这些权重不属于任何已知的网络结构（${listed(known)}），请使用由 ddpm 保存的模型文件。`,
}
