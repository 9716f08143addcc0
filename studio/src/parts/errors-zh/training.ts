/** Errors about a training, in Chinese. */

import type { Culprit, trainingErrors } from '../../../../src/training/errors.ts'
import { type Chinese, shapeOf } from './words.ts'

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

function culpritOf({ part, layer }: Culprit): string {
  if (part === 'norm') return '梯度的平方和'
  return part === 'output' ? `${layer} 的输出` : `${layer} 的梯度`
}

/** Without that whose range is given in English words. */
export const training: Chinese<Omit<typeof trainingErrors, 'training.option-out-of-range'>> = {
  'training.batch-too-large': ({ batchSize, images, data, validation }) => {
    const rest = validation > 0 ? `（不含用于验证的 ${validation} 张）` : ''
    return `批大小为 ${batchSize}，而 ${data} 有 ${images} 张图片${rest}，请使用更小的批大小。`
  },
  'training.batch-memory': ({ batchSize, bytes, limit }) =>
    `${batchSize} 张一批的图片需要 ${gigabytes(bytes)}，上限为 ${gigabytes(limit)}，请使用更小的批大小。`,
  'training.accumulation-uneven': ({ gradAccumulation, batchSize }) =>
    `梯度累积为 ${gradAccumulation}，须能整除批大小 ${batchSize}。`,
  'training.image-shape-differs': ({ data, shape, wanted }) =>
    `${data} 的图片为 ${shapeOf(shape)}，模型需要 ${shapeOf(wanted)}，请按图片的大小和通道数构建模型。`,
  'training.image-size-uneven': ({ size, model, step, near }) =>
    `${size} 的图片无法在此 ${model} 中逐级减半，边长须为 ${step} 的倍数，请把图片调整为 ${near.join(' 或 ')} 这样的大小。`,
  'training.condition-dropout-unsupported': ({ conditionDropout }) =>
    `条件丢弃率为 ${conditionDropout}，而模型没有“不限类别”的嵌入，请使用 0。`,
  'training.labels-missing': ({ data, classes }) =>
    `模型有 ${classes} 个类别，而 ${data} 没有标签，请使用带标签的图片，或使用不分类别的模型。`,
  'training.label-beyond-classes': ({ data, highest, classes }) =>
    `${data} 的标签最大为 ${highest}，而模型的类别为 0 到 ${classes - 1}，请使用有 ${highest + 1} 个类别的模型。`,
  'training.resume-differs': ({ option, value, saved }) =>
    `${option} 为 ${value ?? '未设置'}，检查点中为 ${saved ?? '未设置'}，请使用相同的值继续，或重新开始训练。`,
  'training.minutes-too-short': ({ minutes, seconds, spent }) =>
    `限时 ${minutes} 分钟，而读取和计时已用 ${Math.ceil(spent)} 秒，每步需 ${seconds.toPrecision(2)} 秒，请给更多时间，或使用更小的网络或批大小。`,
  'training.lengths-exclude': ({ option }) =>
    `minutes 与 ${option} 都规定训练的长度，请只用其中一个。`,
  'training.no-model-yet': () => '第一个检查点之前还没有模型，请稍候。',
  'training.run-used': () => '此训练已经结束，请从最后一个检查点继续。',
  'training.diverged': ({ step, learningRate, ...culprit }) =>
    `训练在第 ${step} 步发散：${culpritOf(culprit)}不是有限值。已保留此前的权重。请使用更小的学习率（当前 ${learningRate}），或检查是否有损坏的图片。`,
  'training.loss-exploded': ({ step, loss, limit, steps, learningRate }) =>
    `训练发散：第 ${step} 步的损失为 ${loss.toPrecision(3)}，且连续 ${steps} 步高于 ${limit}（不作任何预测时约为 1）。请使用更小的学习率（当前 ${learningRate}），并从更早的检查点继续，或重新开始。`,
  'training.ranks-uneven': ({ world, gradAccumulation, batchSize }) =>
    `批大小 ${batchSize} 无法分给 ${world} 个进程、每个 ${gradAccumulation} 份，请使用 ${world * gradAccumulation} 的倍数。`,
  'training.parent-without-files': ({ from }) =>
    `这里无法读取文件 ${from}，请直接把模型作为 from 传入。`,
  'training.parent-with-resume': () =>
    'from 与 resume 不能同时使用：从模型开始的训练只需 resume 即可继续。',
  'training.parent-of-another': ({ model, parent }) =>
    `起始模型的架构是 ${parent}，其权重不适用于 ${model}：请不要指定架构，或从头训练。`,
  'training.parent-not-fitted': ({ model }) =>
    `自定义架构 ${model} 的权重无法适配其他图像或类别：请使用与其训练数据相同的图像，或直接给出网络。`,
  'training.parent-unlike': ({ parent, model }) =>
    `${parent} 的权重都不适用于这个 ${model}：请减少对网络的改动，或从头训练。`,
  'training.contradicts-parent': ({ option, value, parent }) =>
    `${option} 为 ${value}，而起始模型训练时为 ${parent}，其权重与之绑定：请去掉该选项。`,
  'training.ranks-unsupported': ({ option, value }) =>
    `${option} ${value} 需要整批的损失，多进程训练时无法得到，请使用其他值，或单进程训练。`,
}
