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
    'Losses, samples and settings of the runs in a folder, live while ddpm train writes them. Choose the runs you want to compare.',
  list: (count: number) => `Runs (${count})`,
  filter: 'Find by name',
  noMatch: 'No run name contains this text.',
  full: (most: number) =>
    `At most ${most} runs can be compared at once: deselect one to choose another.`,
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
  asking: 'Loading the runs…',
  lostTitle: 'The connection to ddpm studio is lost.',
  lost: 'Is it still running where you started it? The page reconnects by itself and shows the last known state until then.',
  goneText: (name: string) => `The run “${name}” is gone: its folder has been moved or removed.`,
  good: 'OK',
  emptyTitle: 'There are no runs yet.',
  empty:
    'Runs that ddpm train writes to this folder appear here by themselves. To start with a small one:',
  noHostTitle: 'This page comes from a web host, which does not know your runs.',
  noHost:
    'To follow your own trainings, start the studio on your own computer, in the folder that contains “runs”. It has the same pages, and this one shows your runs:',
  noHostFiles: 'Or open a run here: its files do not leave your browser.',
  drop: 'Drop a run folder, or its metrics.jsonl.',
  dropMore: 'Runs from elsewhere: drop a run folder or its metrics.jsonl.',
  choose: 'Choose files',
  foreign: (file: string, kind: string) => `“${file}” is not a run: it seems to be ${kind}.`,
  wanted: 'Use a folder that ddpm train has written, or its metrics.jsonl.',
  emptyFile: (file: string) => `“${file}” is empty: this run has not written a loss yet.`,
  unreadable: (file: string) =>
    `“${file}” contains no losses in the format of ddpm train, one JSON object per line.`,
  noneChosen: 'Choose a run in the list to see its curves.',
  coming: 'Loading the curves…',
  lossChart: 'Loss',
  lossHint: 'On the training images. The faint line behind each curve shows single steps.',
  smoothing: 'Smoothing',
  validationChart: 'Validation loss',
  timesteps: 'Timesteps',
  parts: {
    all: 'all',
    0: 'little noise',
    1: 'some',
    2: 'much',
    3: 'nearly all noise',
  },
  step: 'step',
  each: (name: string) => `${name}, each step`,
  images: 'Samples during training',
  epoch: (epoch: number) => (epoch === Infinity ? 'at the end' : `after epoch ${epoch}`),
  lookBack: 'Earlier samples',
  notYet: 'no samples yet',
  noImages: 'There are no samples yet: they are made at the end of epochs.',
  imageOf: (name: string, when: string) => `Samples of ${name}, ${when}`,
  imageLost: 'This image cannot be loaded: it may have been moved or removed.',
  settings: 'Settings',
  setting: 'setting',
  showAll: 'Also show settings that are the same',
  same: (settings: number) =>
    `All ${settings} settings are the same: the runs differ only by chance or by when they ended.`,
  oneRun: 'Choose a second run to see what differs.',
  noSettings: 'No settings are known: they are read from config.json.',
  evaluation: 'Evaluation',
  evaluationHint: 'Results of ddpm eval; in brackets the value for real images.',
  figure: 'figure',
  figures: {
    count: 'samples',
    readable: 'recognised with confidence',
    match: 'recognised as the requested class',
    distance: 'Fréchet distance (lower is better)',
    evenness: 'evenness of classes',
    nearest: 'distance to the nearest training image',
    validationLoss: 'validation loss',
  } satisfies Record<FigureName, string>,
  noFigures: (name: string) => `The eval.json of “${name}” cannot be read: run ddpm eval again.`,
}

const zh: typeof en = {
  title: '并排比较运行',
  intro:
    '实时显示文件夹中各次运行的损失、样本和设置，由 ddpm train 边训练边写入。勾选要比较的运行。',
  list: (count) => `运行（${count}）`,
  filter: '按名称查找',
  noMatch: '没有名称匹配的运行。',
  full: (most) => `最多同时比较 ${most} 个运行，请先取消一个再选择其他的。`,
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
  asking: '正在加载运行列表…',
  lostTitle: '与 ddpm studio 的连接已断开。',
  lost: '请确认它仍在运行。页面会自动重连，目前显示的是断开前的状态。',
  goneText: (name) => `运行“${name}”已不存在：它的文件夹被移动或删除了。`,
  good: '知道了',
  emptyTitle: '这里还没有运行。',
  empty: 'ddpm train 写入这个文件夹的运行会自动出现。先试一次小的训练：',
  noHostTitle: '这个页面由网站提供，无法读取你的运行。',
  noHost:
    '要查看自己的训练，请在自己的电脑上进入包含“runs”的文件夹启动工作室，本页就会显示你的运行：',
  noHostFiles: '也可以直接在这里打开一次运行，文件不会离开你的浏览器。',
  drop: '把运行文件夹或其中的 metrics.jsonl 拖到这里。',
  dropMore: '其他位置的运行：拖入运行文件夹或其中的 metrics.jsonl。',
  choose: '选择文件',
  foreign: (file, kind) => `“${file}”不是运行，它看起来是${kind}。`,
  wanted: '请使用 ddpm train 生成的文件夹，或其中的 metrics.jsonl。',
  emptyFile: (file) => `“${file}”是空的：这次运行还没有写入损失。`,
  unreadable: (file) => `“${file}”里没有 ddpm train 那样每行一个 JSON 对象的损失记录。`,
  noneChosen: '在列表中勾选一个运行，就能看到它的曲线。',
  coming: '正在加载曲线…',
  lossChart: '损失',
  lossHint: '训练图片上的损失。浅色线为每一步的数值。',
  smoothing: '平滑',
  validationChart: '验证损失',
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
  images: '训练过程中的样本',
  epoch: (epoch) => (epoch === Infinity ? '结束时' : `第 ${epoch} 轮之后`),
  lookBack: '查看之前的样本',
  notYet: '还没有样本',
  noImages: '还没有样本：每轮结束时才会生成。',
  imageOf: (name, when) => `${name} 的样本，${when}`,
  imageLost: '无法加载这张图片：它可能已被移动或删除。',
  settings: '设置',
  setting: '设置项',
  showAll: '也显示相同的设置',
  same: (settings) => `全部 ${settings} 项设置都相同，区别仅在于随机性或结束时间。`,
  oneRun: '再选一个运行即可查看差异。',
  noSettings: '没有可显示的设置：设置从 config.json 读取。',
  evaluation: '评估',
  evaluationHint: 'ddpm eval 的结果；括号内为真实图片的数值。',
  figure: '指标',
  figures: {
    count: '样本数',
    readable: '高置信度识别率',
    match: '识别结果与指定类别一致',
    distance: 'Fréchet 距离，越小越好',
    evenness: '类别的均匀程度',
    nearest: '到最近训练图片的距离',
    validationLoss: '验证损失',
  },
  noFigures: (name) => `“${name}”的 eval.json 无法读取：请重新运行 ddpm eval。`,
}

export const words = () => inLanguage({ en, zh })
