/** Errors about schedules, samplers and sampling, in Chinese. */

import type { diffusionErrors } from '../../../../src/diffusion/errors.ts'
import { type Chinese, listed, shapeOf } from './words.ts'

type Errors = typeof diffusionErrors
type Starting<Start extends string> = Pick<Errors, Extract<keyof Errors, `${Start}.${string}`>>

const schedules: Chinese<Starting<'schedule'>> = {
  'schedule.unknown': ({ name, known }) => `未知的噪声调度 ${name}，可用 ${listed(known)}。`,
  'schedule.not-a-config': () => '文件中的噪声调度没有名称，文件已损坏，请使用其他文件。',
  'schedule.alpha-bar-does-not-fall': ({ name, t, beta, options }) =>
    `噪声调度 ${name} 在 ${options} 下的 beta ${t} 为 ${beta}，所选参数须使 alpha_bar 逐步下降。`,
  'schedule.start-not-below-end': ({ start, end }) =>
    `起点为 ${start}，终点为 ${end}，起点须小于终点。`,
  'schedule.beta-is-one': ({ t, last }) =>
    `beta ${t} 为 1：除最后一个（${last}）可为 1 外，都须在 0 与 1 之间。`,
  'schedule.timestep-out-of-range': ({ t, last }) => `时间步为 ${t}，须为 0 到 ${last} 的整数。`,
  'schedule.too-short-for-zero-snr': () => '零终端信噪比至少需要 2 个时间步。',
}

const samplers: Chinese<Starting<'sampler'>> = {
  'sampler.unknown': ({ name, known }) => `未知的采样器 ${name}，可用 ${listed(known)}。`,
  'sampler.steps-out-of-range': ({ steps, timesteps }) =>
    `步数为 ${steps}，噪声调度有 ${timesteps} 个时间步，步数须为 1 到 ${timesteps} 的整数。`,
  'sampler.offset-out-of-range': ({ stepsOffset, most }) =>
    `stepsOffset 为 ${stepsOffset}，超出最后一个时间步，须为 0 到 ${most} 的整数，或减少步数。`,
  'sampler.start-out-of-range': ({ start, most }) =>
    `起始步为 ${start}，没有剩余的步，须为 0 到 ${most} 的整数。`,
  'sampler.strength-takes-no-step': ({ strength, steps }) =>
    `强度 ${strength} 在 ${steps} 步中一步也不执行，请至少使用 ${(1 / steps).toPrecision(2)}，或增加步数。`,
  'sampler.eps-at-zero-snr': () =>
    '该噪声调度结束时 x 中不含图像（零终端信噪比），仅凭噪声无法确定图像：请以 v 或 x0 为预测目标训练，或使用其他噪声调度。',
  'sampler.begins-amid-schedule': ({ name, t, last, image }) =>
    `${name} 从第 ${t} 个时间步（共 ${last}）开始，此处 x 含 ${(100 * image).toPrecision(2)} % 的图像，而采样从纯噪声开始：请使用 trailing 或 linspace 间隔。`,
  'sampler.of-another-schedule': ({ name, built, trained }) =>
    `${name} 是按噪声调度 ${built} 构建的，而模型按 ${trained}${built === trained ? '（参数不同）' : ''} 训练，请按模型的噪声调度构建采样器。`,
}

const guidance: Chinese<Starting<'guidance'> & Starting<'labels'>> = {
  'guidance.not-a-number': ({ guidance: value }) => `引导强度为 ${value}，须为数字，如 2。`,
  'guidance.rescale-out-of-range': ({ guidanceRescale }) =>
    `引导重缩放为 ${guidanceRescale}，须在 0 到 1 之间。`,
  'guidance.without-classes': ({ option }) => `此模型训练时不分类别，采样时不能使用 ${option}。`,
  'guidance.without-labels': ({ guidance: value }) =>
    `引导强度为 ${value}，但没有指定类别，请同时指定类别。`,
  'guidance.without-any-class': ({ guidance: value }) =>
    `引导强度 ${value} 需要“不限类别”的嵌入，而此模型没有，请使用引导强度 1。`,
  'guidance.not-one-while-inverting': ({ guidance: value }) =>
    `引导强度为 ${value}，反演时须为 1，请不要指定。`,
  'labels.needed': () => '此模型没有“不限类别”的嵌入，请为每张图片指定类别。',
  'labels.count': ({ labels, images }) => `有 ${images} 张图片，却有 ${labels} 个标签。`,
  'labels.unknown-class': ({ label, classes }) =>
    `此模型没有类别 ${label}，可用 0 到 ${classes - 1}。`,
}

const tasks: Chinese<Starting<'sampling'> & Starting<'inpainting'> & Starting<'interpolation'>> = {
  'sampling.number-out-of-range': ({ name, value, least }) =>
    `${name} 为 ${value}，须为不小于 ${least} 的整数。`,
  'sampling.images-do-not-fit': ({ shape, length, wanted }) =>
    `给出的图片为 ${shapeOf(shape)}（${length} 个数值），模型需要 ${wanted}，请调整图片大小。`,
  'sampling.weights-do-not-fit': ({ weights, parameters }) =>
    `有 ${weights} 个权重，而模型有 ${parameters} 个参数，请使用随模型训练的权重。`,
  'sampling.not-finite': ({ step, steps, value }) =>
    `第 ${step} 步（共 ${steps} 步）后图像中出现 ${value}：这些权重超出 float32 的范围，可能来自已发散的训练。请使用更早的检查点，或降低引导强度。`,
  'inpainting.mask-does-not-fit': ({ shape, height, width }) =>
    `蒙版为 ${shapeOf(shape)}，而图片高 ${height}、宽 ${width} 像素，请使用 (${height}, ${width}) 的蒙版。`,
  'inpainting.mask-empty': () => '蒙版没有标出要重新生成的部分，请标出一部分。',
  'inpainting.rows-do-not-fit': () => '保留已知像素须使用由 repaint 构建的采样器。',
  'inpainting.sampler-is-multistep': ({ name, known }) =>
    `局部重绘会重复执行某些步，而 ${name} 依赖之前的步，请使用 ${listed(known)}。`,
  'interpolation.sampler-is-stochastic': ({ name, known }) =>
    `${name} 每步加入新的噪声，图像之间不连续，请使用 ${listed(known)}，并令 eta 为 0。`,
}

export const diffusion: Chinese<Errors> = { ...schedules, ...samplers, ...guidance, ...tasks }
