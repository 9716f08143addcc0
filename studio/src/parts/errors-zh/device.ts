/** Errors about memory, threads and kernels, in Chinese. */

import type { backendErrors } from '../../../../src/backends/errors.ts'
import type { engineErrors } from '../../../../src/engine/errors.ts'
import type { browserErrors } from '../../../../src/hosts/browser/errors.ts'
import type { Chinese } from './words.ts'

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`

/** Of the engine only memory depends on a visitor's choices: the rest are mistakes of a program. */
type Engine = Pick<typeof engineErrors, 'memory.program-too-large' | 'random.seed-out-of-range'>

export const device: Chinese<Engine & typeof backendErrors & typeof browserErrors> = {
  'memory.program-too-large': ({ bytes, limit }) =>
    `此计算需要 ${mebibytes(bytes)} 内存，设备最多有 ${mebibytes(limit)}，请使用更小的批大小、网络宽度或图片。`,
  'random.seed-out-of-range': ({ seed }) =>
    `随机种子为 ${seed}，须为 0 到 ${Number.MAX_SAFE_INTEGER} 的整数。`,
  'device.unknown': ({ device: name, known }) => `没有设备 ${name}，可用 ${known.join('、')}。`,
  'device.unavailable': ({ device: name, reason }) => `${name} 无法在此运行（${reason}）。`,
  'device.threads-out-of-range': ({ threads, most }) =>
    `线程数为 ${threads}，须为 1 到 ${most} 的整数。`,
  'device.thread-lost': ({ reason }) => `一个计算线程已终止（${reason}），请刷新页面后重试。`,
  'device.kernels-foreign': ({ file }) => `${file} 已损坏或版本不符，请刷新页面。`,
  'variant.unknown': ({ variant, known }) => `没有内核版本 ${variant}，可用 ${known.join('、')}。`,
  'variant.unavailable': ({ variant, available }) =>
    `内核版本 ${variant} 无法在此运行，可用 ${available.join('、')}。`,
  'memory.unavailable': () => '没有可供 WebAssembly 使用的内存，请关闭其他程序后重试。',
  'memory.exhausted': ({ wanted, total, limit }) =>
    `内存不足：还需 ${mebibytes(wanted)}（共 ${mebibytes(total)}，上限 ${mebibytes(limit)}），请使用更小的批大小、网络宽度或图片。`,
  'kernels.unreachable': ({ file, status }) =>
    `无法下载 ${file}${status === undefined ? '（是否已断网？）' : `：服务器返回 ${status}`}，请刷新页面。`,
  'model.bundled-unreachable': ({ name, url }) =>
    `${url} 处没有模型 ${name}：打包工具不会带上它，请导入 ddpm/models/${name}.safetensors 的地址（Vite 中加 ?url）后再加载。`,
  'model.unreachable': ({ url, status }) =>
    `无法下载模型 ${url}${status === undefined ? '（是否已断网？）' : `：服务器返回 ${status}`}。`,
}
