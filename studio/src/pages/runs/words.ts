/** The words of the page of runs. */

import { inLanguage, language } from '../../shell/language.ts'
import type { FigureName } from './figures.ts'

const count = (value: number) => value.toLocaleString('en')

const relative = (unit: Intl.RelativeTimeFormatUnit, value: number) =>
  new Intl.RelativeTimeFormat(language.value, { style: 'narrow' }).format(-value, unit)

/** `5 minutes ago`, in the page's language. */
export function ago(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000)
  if (minutes < 1) return words().justNow
  if (minutes < 60) return relative('minute', minutes)
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? relative('hour', hours) : relative('day', Math.floor(hours / 24))
}

const en = {
  title: 'Runs side by side',
  intro:
    'What ddpm train writes, as it writes it: losses, pictures and settings of the runs in a folder. Choose those that you want to compare.',
  list: (count: number) => `Runs (${count})`,
  filter: 'Find by name',
  noMatch: 'No run has this in its name.',
  full: (most: number) => `${most} at once can be told apart: leave one out to choose another.`,
  status: {
    live: 'training',
    finished: 'finished',
    stopped: 'stopped',
    unreadable: 'unreadable',
    dropped: 'your file',
  },
  steps: (step: number, total: number | undefined) =>
    total === undefined || total === step
      ? `${count(step)} steps`
      : `${count(step)} of ${count(total)} steps`,
  loss: (loss: string) => `loss ${loss}`,
  justNow: 'just now',
  sample: 'Sample',
  sampleOf: (name: string) => `Sample with the model of ${name}`,
  remove: 'Remove',
  removeOf: (name: string) => `Remove ${name} from the list`,
  asking: 'Asking for the runs…',
  lostTitle: 'The connection to ddpm studio is lost.',
  lost: 'Is it still running where you started it? The page tries again by itself; what you see is how it was.',
  goneText: (name: string) => `The run “${name}” is gone: its folder has been moved or removed.`,
  good: 'All right',
  emptyTitle: 'No runs are here yet.',
  empty: 'What ddpm train puts into this folder appears here by itself. To begin with a small one:',
  noHostTitle: 'This page comes from a web host, which knows nothing of your runs.',
  noHost:
    'To follow what you train, start the studio on your own computer, in the folder that holds “runs”. It shows the same pages, and the runs in this one:',
  noHostFiles: 'Or look at a run here and now: nothing of it leaves your browser.',
  drop: 'Drop a run folder, or its metrics.jsonl.',
  dropMore: 'Runs from elsewhere: drop a run folder or its metrics.jsonl.',
  choose: 'Choose files',
  foreign: (file: string, kind: string) => `“${file}” is no run: it seems to be ${kind}.`,
  wanted: 'What can be used is a folder that ddpm train has written, or the metrics.jsonl in it.',
  emptyFile: (file: string) => `“${file}” is empty: this run has not written a loss yet.`,
  unreadable: (file: string) =>
    `“${file}” holds no losses as ddpm train writes them, one JSON object to a line.`,
  noneChosen: 'Choose a run in the list to see its curves.',
  coming: 'Loading the curves…',
  lossChart: 'Loss',
  lossHint: 'On the images that are trained on. Faint behind each line: its single steps.',
  smoothing: 'Smoothing',
  validationChart: 'Loss on images never trained on',
  timesteps: 'Of timesteps',
  parts: {
    all: 'all',
    0: 'little noise',
    1: 'some',
    2: 'much',
    3: 'nearly all noise',
  },
  step: 'step',
  each: (name: string) => `${name}, each step`,
  images: 'Pictures on the way',
  epoch: (epoch: number) => (epoch === Infinity ? 'at the end' : `after epoch ${epoch}`),
  lookBack: 'Look back',
  notYet: 'no pictures yet',
  noImages: 'No pictures have been made yet: they come at the end of epochs.',
  imageOf: (name: string, when: string) => `Pictures by ${name}, ${when}`,
  imageLost: 'This picture cannot be loaded: it may have been moved or removed.',
  settings: 'Settings',
  setting: 'setting',
  showAll: 'Show those that are the same, too',
  same: (settings: number) =>
    `All ${settings} settings are the same: the runs differ by chance or by their end alone.`,
  oneRun: 'Choose a second run to see what differs.',
  noSettings: 'No settings are known: they are in config.json.',
  evaluation: 'Evaluation',
  evaluationHint: 'What ddpm eval found; in brackets what real images come to.',
  figure: 'figure',
  figures: {
    count: 'pictures made',
    readable: 'read with confidence',
    match: 'read as the class asked',
    distance: 'Fréchet distance, less is better',
    evenness: 'evenness of classes',
    nearest: 'distance to the nearest training image',
    validationLoss: 'held-out loss',
  } satisfies Record<FigureName, string>,
  noFigures: (name: string) => `The eval.json of “${name}” cannot be read: run ddpm eval again.`,
}

const zh: typeof en = {
  title: '并排比较运行',
  intro: 'ddpm train 边写，这里边看：文件夹里各次运行的损失、图片和设置。勾选要比较的运行。',
  list: (count) => `运行（${count}）`,
  filter: '按名称查找',
  noMatch: '没有名称包含这段文字的运行。',
  full: (most) => `同时最多分辨 ${most} 个：取消一个才能再选。`,
  status: {
    live: '训练中',
    finished: '已完成',
    stopped: '已停止',
    unreadable: '无法读取',
    dropped: '你的文件',
  },
  steps: (step, total) =>
    total === undefined || total === step
      ? `${count(step)} 步`
      : `${count(step)} / ${count(total)} 步`,
  loss: (loss) => `损失 ${loss}`,
  justNow: '刚刚',
  sample: '采样',
  sampleOf: (name) => `用 ${name} 的模型采样`,
  remove: '移除',
  removeOf: (name) => `从列表中移除 ${name}`,
  asking: '正在查询运行…',
  lostTitle: '与 ddpm studio 的连接已断开。',
  lost: '启动它的地方是否还在运行？页面会自动重试；目前显示的是断开前的样子。',
  goneText: (name) => `运行“${name}”已不存在：它的文件夹被移动或删除了。`,
  good: '知道了',
  emptyTitle: '这里还没有运行。',
  empty: 'ddpm train 写入这个文件夹的运行会自动出现。先试一次小的训练：',
  noHostTitle: '这个页面来自网站，它并不知道你的运行。',
  noHost:
    '要跟踪自己的训练，请在自己的电脑上、在包含“runs”的文件夹里启动工作室。页面相同，这一页则会显示你的运行：',
  noHostFiles: '也可以现在就在这里查看一次运行：内容不会离开你的浏览器。',
  drop: '把运行文件夹或其中的 metrics.jsonl 拖到这里。',
  dropMore: '别处的运行：拖入运行文件夹或其中的 metrics.jsonl。',
  choose: '选择文件',
  foreign: (file, kind) => `“${file}”不是运行：它看起来是${kind}。`,
  wanted: '可以使用的是 ddpm train 写出的文件夹，或其中的 metrics.jsonl。',
  emptyFile: (file) => `“${file}”是空的：这次运行还没有写下损失。`,
  unreadable: (file) => `“${file}”里没有 ddpm train 那样每行一个 JSON 对象的损失记录。`,
  noneChosen: '在列表中勾选一个运行，就能看到它的曲线。',
  coming: '正在加载曲线…',
  lossChart: '损失',
  lossHint: '训练图片上的损失。线后的浅色是每一步的数值。',
  smoothing: '平滑',
  validationChart: '从未训练过的图片上的损失',
  timesteps: '时间步范围',
  parts: {
    all: '全部',
    0: '少量噪声',
    1: '部分',
    2: '大量',
    3: '几乎全是噪声',
  },
  step: '步',
  each: (name) => `${name}，每一步`,
  images: '途中的图片',
  epoch: (epoch) => (epoch === Infinity ? '结束时' : `第 ${epoch} 轮之后`),
  lookBack: '回看',
  notYet: '还没有图片',
  noImages: '还没有生成图片：每隔几轮结束时才会有。',
  imageOf: (name, when) => `${name} 生成的图片，${when}`,
  imageLost: '无法加载这张图片：它可能已被移动或删除。',
  settings: '设置',
  setting: '设置项',
  showAll: '也显示相同的设置',
  same: (settings) => `全部 ${settings} 项设置都相同：区别只在随机性或结束的时间。`,
  oneRun: '再选一个运行，就能看到有何不同。',
  noSettings: '没有已知的设置：它们在 config.json 中。',
  evaluation: '评估',
  evaluationHint: 'ddpm eval 的结果；括号里是真实图片的数值。',
  figure: '指标',
  figures: {
    count: '生成的图片数',
    readable: '能有把握地识别',
    match: '识别结果与所要求的类别一致',
    distance: 'Fréchet 距离，越小越好',
    evenness: '类别的均匀程度',
    nearest: '到最近训练图片的距离',
    validationLoss: '留出图片的损失',
  },
  noFigures: (name) => `“${name}”的 eval.json 无法读取：请重新运行 ddpm eval。`,
}

export const words = () => inLanguage({ en, zh })
