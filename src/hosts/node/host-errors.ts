/** What can fail between a program and its machine (files, network), by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

/** What the operating system refused. */
interface Refused {
  readonly path: string
  readonly action: 'read' | 'written'
  /** The system's own name of the error, such as EACCES. */
  readonly system: string
  /** What to do about it here, where the usual move does not fit. */
  readonly move?: string
}

const refused =
  (fact: string, usual: string) =>
  ({ path, action, system, move = usual }: Refused) =>
    `${path} cannot be ${action}: ${fact} (${system}); ${move}`

const systemErrors = {
  'system.permission-denied': refused('permission denied', 'change its rights, or name another'),
  'system.read-only': refused('the file system is read-only', 'name another place'),
  'system.no-space': refused(
    'no space is left on the device',
    'free some space, or name another place',
  ),
  'system.not-found': refused('it does not exist', 'check the path'),
  'system.exists': refused('something with this name exists already', 'name another'),
  'system.is-folder': refused('it is a folder', 'name a file'),
  'system.not-a-folder': refused('a part of the path is not a folder', 'check the path'),
  'system.name-too-long': refused('the name is too long', 'name a shorter one'),
  'system.link-loop': refused('its links lead in a circle', 'correct the links, or name another'),
  'system.folder-not-empty': refused('the folder is not empty', 'empty it, or name another'),
  'system.too-many-files': refused('too many files are open', 'close other programs, or try again'),
  'system.failed': ({
    path,
    action,
    reason,
    move = 'try again, or name another place',
  }: Omit<Refused, 'system'> & { reason: string }) =>
    `${path} cannot be ${action}: ${reason}; ${move}`,
  'file.too-large': ({ path, bytes, most }: { path: string; bytes: number; most: number }) =>
    `${path} is ${bytes} bytes, and ${most} are the most: split the file`,
} satisfies ErrorCatalog

const imageErrors = {
  'image.sharp-missing': ({ kind }: { kind: string }) =>
    `${kind} images are read by the package sharp, which is not installed: npm install sharp, or turn ` +
    'the images into PNG',
  'image.undecodable': ({ reason }: { reason: string }) =>
    `the image cannot be decoded (${reason}): copy or download the file again`,
  'image.not-in-archive': ({ path, archive }: { path: string; archive: string }) =>
    `${path} is not in ${archive}: check the path (ddpm inspect ${archive} shows what is in it)`,
  'image.index-out-of-range': ({ index, count }: { index: number; count: number }) =>
    `there is no image ${index}: name one from 0 to ${count - 1}`,
} satisfies ErrorCatalog

const networkErrors = {
  'download.failed': ({ file, faults }: { file: string; faults: readonly string[] }) =>
    `${file} could not be downloaded:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  'download.proxy-invalid': ({ reason }: { reason: string }) =>
    `HTTP_PROXY or HTTPS_PROXY cannot be used (${reason}): write it as http://host:port`,
  'mnist.unavailable': ({ file, faults }: { file: string; faults: readonly string[] }) =>
    `${file} could not be downloaded:\n${faults.map((fault) => `  ${fault}`).join('\n')}
Three ways on:
  --data PATH     a folder on this machine with MNIST's IDX files
  --data digits   digits made here, with no download
  HTTPS_PROXY     set it to http://host:port if the network is reached through a proxy`,
  'kernels.missing': ({ path }: { path: string }) =>
    `${path} is missing: install the package again, or run npm run build:wasm`,
} satisfies ErrorCatalog

const placeErrors = {
  'file.lfs-pointer': () =>
    'this is a Git LFS pointer, which stands in the place of the file: run git lfs pull, or download the file itself',
  'file.web-page': () =>
    'this is a web page, such as a login or an error, in the place of the file: download it again',
  'file.not-json': ({ reason }: { reason: string }) =>
    `this is not JSON (${reason}): the file is damaged or cut; get it again`,
  'diffusers.weights-missing': ({ folder }: { folder: string }) =>
    `${folder} has a config.json and no weights: add diffusion_pytorch_model.safetensors (or .bin)`,
  'model.not-found': ({
    path,
    near,
    known,
  }: {
    path: string
    near: string
    known: readonly string[]
  }) =>
    `${path} does not exist${near}: give a run folder, a .safetensors file or a model that comes ` +
    `with ddpm (${known.join(', ')})`,
  'model.not-in-folder': ({ path }: { path: string }) =>
    `${path} holds neither a run nor a model of diffusers: give such a folder, or a .safetensors file`,
  'model.nothing-saved': ({ path }: { path: string }) =>
    `the run in ${path} has saved nothing yet: wait for its first checkpoint`,
  'run-folder.is-file': ({ path }: { path: string }) =>
    `${path} is a file: name a folder with --out`,
  'run-folder.taken': ({ path }: { path: string }) =>
    `${path} holds a run already: add --resume to continue it, or name another --out`,
  'run-folder.missing': ({ path, config }: { path: string; config: string }) =>
    `${path} does not hold a run (it has no ${config}): check the path, or train with ` +
    `--out ${path} and without --resume`,
  'run-folder.config-not-json': ({ path }: { path: string }) =>
    `${path} is not JSON: correct it, or start a new run`,
  'run-folder.in-use': ({ path, owner, lock }: { path: string; owner: string; lock?: string }) =>
    `${path} is in use by ${owner}: ` +
    (lock === undefined
      ? 'wait until that run ends or stop it, or name another --out'
      : `wait until that run ends, or, if it has, delete ${lock}`),
  'run-folder.lock-lost': ({ path }: { path: string }) =>
    `another process writes into ${path} now, because this one did not answer for long: this run ` +
    'stops, and the other continues',
} satisfies ErrorCatalog

const dataErrors = {
  'data.unknown': ({
    data,
    near,
    known,
  }: {
    data: string
    near: string
    known: readonly string[]
  }) =>
    `data "${data}" is neither a folder here nor a known name${near}: use ${known.join(', ')}, or ` +
    'a folder or archive with images',
  'data.is-file': ({ data }: { data: string }) =>
    `data "${data}" is a file that holds no set of images: give a .zip, .tar, .parquet, .npz or .npy file, or the ` +
    'folder with the images',
  'data.no-test-images': ({ path }: { path: string }) =>
    `${path} has no images to test with: add t10k-images-idx3-ubyte`,
  'data.not-a-folder': ({ path }: { path: string }) =>
    `${path} is not a folder: give a folder with images or IDX files`,
} satisfies ErrorCatalog

/** Every code of this room. */
export const hostsErrors = {
  ...systemErrors,
  ...imageErrors,
  ...networkErrors,
  ...placeErrors,
  ...dataErrors,
}

export const hostsError = errorsOf(hostsErrors)
