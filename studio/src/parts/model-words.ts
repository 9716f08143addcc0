/** The words of the model picker. */

import { inLanguage } from '../shell/language.ts'

const en = {
  model: 'Model',
  origin: {
    shipped: 'built in',
    run: 'from a run',
    file: 'your file',
    trained: 'trained here',
  },
  shipped: { mnist: 'Handwritten digits', emoji: 'Emoji' },
  coming: (name: string) => `Loading ${name}…`,
  megabytes: (received: string, total: string) => `${received} of ${total} MB`,
  drop: 'Your own: drop a .safetensors file or a PyTorch checkpoint (.pt) here.',
  choose: 'Choose a file',
  parameters: 'parameters',
  size: 'size',
  classes: 'classes',
  none: 'none',
  retry: 'Try again',
  remove: 'Remove this model',
  storedHint: 'Stored in this browser until you remove it.',
  unstoredHint: 'Not stored: download it on the Sample page before you close this page.',
  goOn: 'Continue',
  foreign: (file: string, kind: string) =>
    `“${file}” cannot be used as a model: it seems to be ${kind}.`,
  wanted:
    'Use a .safetensors file that this studio or the ddpm command line has saved, or a PyTorch checkpoint.',
  large: (file: string, megabytes: string) =>
    `“${file}” has ${megabytes} MB: too large for a model in a page. The limit is 512 MB.`,
  refused: (name: string) => `The model “${name}” could not be opened.`,
  memory:
    'There is not enough memory for this. Close other tabs, or use a smaller model or fewer samples, then continue.',
  lost: 'The compute worker has crashed, usually because memory ran out. Models are loaded again when you continue.',
}

const zh: typeof en = {
  model: '模型',
  origin: { shipped: '内置', run: '来自运行', file: '你的文件', trained: '在此训练' },
  shipped: { mnist: '手写数字', emoji: '表情符号' },
  coming: (name) => `正在加载 ${name}…`,
  megabytes: (received, total) => `${received} / ${total} MB`,
  drop: '使用自己的模型：将 .safetensors 文件或 PyTorch 检查点（.pt）拖到这里。',
  choose: '选择文件',
  parameters: '参数量',
  size: '尺寸',
  classes: '类别',
  none: '无',
  retry: '重试',
  remove: '删除该模型',
  storedHint: '保存在本浏览器中，直到你将其删除。',
  unstoredHint: '未保存：请在关闭页面之前到“采样”页面下载。',
  goOn: '继续',
  foreign: (file, kind) => `“${file}”不能用作模型：它看起来是${kind}。`,
  wanted: '请使用由本页面或 ddpm 命令行保存的 .safetensors 文件，或 PyTorch 检查点。',
  large: (file, megabytes) =>
    `“${file}”有 ${megabytes} MB，对网页中的模型来说太大了，上限为 512 MB。`,
  refused: (name) => `无法打开模型“${name}”。`,
  memory: '内存不足。请关闭其他标签页，或换用较小的模型、减少样本数，然后继续。',
  lost: '计算线程已崩溃，通常是因为内存不足。继续时会重新加载模型。',
}

export const modelWords = () => inLanguage({ en, zh })
