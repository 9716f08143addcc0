/** Errors about pickles and the files of PyTorch, in Chinese. */

import type { formatsErrors } from '../../../../src/formats/errors.ts'
import { AGAIN, type Chinese } from './words.ts'

type Errors = typeof formatsErrors
type Starting<Start extends string> = Pick<Errors, Extract<keyof Errors, `${Start}.${string}`>>

const SAVE = '请在 Python 中保存权重：torch.save(model.state_dict(), "weights.pt")。'

const pickle: Chinese<Starting<'pickle'>> = {
  'pickle.truncated': ({ at }) => `pickle：文件在第 ${at} 字节处中断，${AGAIN}`,
  'pickle.corrupt': ({ at }) => `pickle：第 ${at} 字节处的数据已损坏，${AGAIN}`,
  'pickle.opcode-unknown': ({ at, opcode }) =>
    `pickle：第 ${at} 字节的 ${opcode} 不是 pickle 指令：文件不是 pickle，或已损坏。`,
  'pickle.protocol-unknown': ({ protocol }) =>
    `pickle：不支持协议 ${protocol}：请用协议 2 重新保存。`,
  'pickle.global-refused': ({ global }) =>
    `pickle：文件要求加载 ${global}（代码或类），因此未读取，也未运行任何代码。若信任该文件，${SAVE}`,
  'pickle.call-refused': ({ at }) =>
    `pickle：第 ${at} 字节处调用的不是函数，未运行任何代码。${SAVE}`,
  'pickle.arguments-invalid': ({ global }) =>
    `pickle：调用 ${global} 的参数与 PyTorch 不同，${AGAIN}`,
  'pickle.instruction-refused': ({ instruction }) =>
    `pickle：不支持指令 ${instruction}，它需要文件以外的内容。${SAVE}`,
  'pickle.too-large': ({ what, most }) =>
    `pickle：超过上限 ${most}（${what}），权重文件不需要这么多。${SAVE}`,
}

const torch: Chinese<Starting<'torch'>> = {
  'torch.not-a-checkpoint': () =>
    'PyTorch：压缩包中没有 data.pkl，不是 torch.save 写的文件：若其中有权重，请解压后使用里面的文件。',
  'torch.script': () => `PyTorch：这是 TorchScript 程序，不会运行其中的代码。${SAVE}`,
  'torch.compressed': ({ record }) =>
    `PyTorch：${record} 被压缩，而 torch.save 不压缩：请在 Python 中加载后重新保存。`,
  'torch.byte-order': () => `PyTorch：数字为大端字节序，请在常见机器上用 Python 加载，${SAVE}`,
  'torch.record-missing': ({ record }) => `PyTorch：缺少存储 ${record} 的数据，${AGAIN}`,
  'torch.record-too-short': ({ record, need, have }) =>
    `PyTorch：存储 ${record} 需要 ${need} 字节，实际有 ${have} 字节，${AGAIN}`,
  'torch.tensor-outside': ({ record }) => `PyTorch：有张量超出存储 ${record}，${AGAIN}`,
  'torch.tensor-unsupported': ({ kind }) =>
    `PyTorch：文件含有不支持的张量（${kind}）：请先用 .to_dense() 或 .dequantize() 转换。${SAVE}`,
  'torch.dtype-unsupported': ({ type }) =>
    `PyTorch：不支持类型 ${type} 的张量：请先转换，例如 .float()。${SAVE}`,
  'torch.legacy-corrupt': () => `PyTorch：文件各部分互不相符，${AGAIN}`,
  'torch.too-large': ({ bytes, most }) =>
    `PyTorch：张量共 ${bytes} 字节，而文件大小只允许 ${most} 字节。${SAVE}`,
}

export const pythonFormats = { ...pickle, ...torch }
