/** Errors of the studio itself, in Chinese. */

import type { computeErrors } from '../../compute/errors.ts'
import type { Chinese } from './words.ts'

export const studio: Chinese<typeof computeErrors> = {
  'studio.images-gone': () => '这些图片已不在内存中，请重新选择。',
  'studio.model-gone': () => '这个模型已不在内存中，请重新加载。',
  'studio.model-removed': () => '这个模型已被删除（可能是在另一个标签页中），请选择其他模型。',
  'studio.no-training-stored': () => '本浏览器中没有未完成的训练，请重新开始训练。',
  'studio.model-unreachable': ({ name }) => `无法下载 ${name}，请检查网络连接后重试。`,
  'studio.model-http': ({ name, status }) => `无法下载 ${name}：服务器返回 HTTP ${status}。`,
  'studio.no-files': () => '文件夹中没有文件，请选择图片。',
  'studio.labels-alone': () => '只有标签文件而没有图片，请一并选择图片文件。',
  'studio.file-too-large': ({ gigabytes }) => `文件有 ${gigabytes.toFixed(1)} GB，最大支持 1 GB。`,
  'studio.file-unreadable': ({ reason }) => `浏览器无法读取该文件（${reason}），请重新选择。`,
  'studio.image-undecodable': ({ type }) =>
    `此浏览器无法解码该图片（${type}），请使用 PNG、JPEG 或 WebP。`,
  'studio.image-too-large': ({ width, height }) =>
    `图片大小为 ${width} × ${height} 像素，请使用更小的图片。`,
}
