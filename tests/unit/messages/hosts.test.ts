import { expect, test } from 'vitest'
import { browserErrors } from '../../../src/hosts/browser/errors.ts'
import { hostsErrors } from '../../../src/hosts/node/host-errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof hostsErrors & typeof browserErrors> = {
  'file.lfs-pointer': [],
  'file.web-page': [],
  'file.not-json': [{ reason: 'Unexpected end of JSON input' }],
  'diffusers.weights-missing': [{ folder: 'model/unet' }],
  'model.unreachable': [{ url: 'pets.safetensors' }, { url: 'pets.safetensors', status: 404 }],
  'system.permission-denied': [
    { path: 'runs/a', action: 'written', system: 'EACCES' },
    { path: 'runs/a', action: 'written', system: 'EACCES', move: 'name another --out' },
  ],
  'system.read-only': [{ path: 'runs/a', action: 'written', system: 'EROFS' }],
  'system.no-space': [{ path: 'runs/a', action: 'written', system: 'ENOSPC' }],
  'system.not-found': [{ path: 'runs/a', action: 'read', system: 'ENOENT' }],
  'system.exists': [{ path: 'runs/a', action: 'written', system: 'EEXIST' }],
  'system.is-folder': [{ path: 'runs/a', action: 'read', system: 'EISDIR' }],
  'system.not-a-folder': [{ path: 'runs/a', action: 'read', system: 'ENOTDIR' }],
  'system.name-too-long': [{ path: 'runs/a', action: 'written', system: 'ENAMETOOLONG' }],
  'system.link-loop': [{ path: 'runs/a', action: 'read', system: 'ELOOP' }],
  'system.folder-not-empty': [{ path: 'runs/a', action: 'written', system: 'ENOTEMPTY' }],
  'system.too-many-files': [{ path: 'runs/a', action: 'read', system: 'EMFILE' }],
  'system.failed': [{ path: 'runs/a', action: 'read', reason: 'EIO: i/o error, read' }],
  'file.too-large': [{ path: 'train-images-idx3-ubyte', bytes: 3e9, most: 2_147_483_647 }],
  'image.sharp-missing': [{ kind: 'JPEG' }],
  'image.undecodable': [{ reason: 'Input buffer contains unsupported image format' }],
  'image.not-in-archive': [{ path: 'images.zip/cat.png', archive: 'images.zip' }],
  'image.index-out-of-range': [{ index: 10, count: 10 }],
  'download.failed': [
    {
      file: 'a.gz',
      faults: ['https://one/a.gz: answered 404', 'https://two/a.gz: no answer in time'],
    },
  ],
  'download.proxy-invalid': [{ reason: 'Invalid URL' }],
  'mnist.unavailable': [{ file: 'a.gz', faults: ['https://one/a.gz: answered 404'] }],
  'kernels.missing': [{ path: 'wasm/simd.wasm' }],
  'model.bundled-unreachable': [{ name: 'mnist', url: 'https://page/models/mnist.safetensors' }],
  'kernels.unreachable': [{ file: 'simd.wasm' }, { file: 'simd.wasm', status: 404 }],
  'model.not-found': [{ path: 'mnits', near: ' (did you mean "mnist"?)', known: ['mnist'] }],
  'model.not-in-folder': [{ path: 'sprites' }],
  'model.nothing-saved': [{ path: 'runs/a' }],
  'run-folder.is-file': [{ path: 'runs/a' }],
  'run-folder.taken': [{ path: 'runs/a' }],
  'run-folder.missing': [{ path: 'runs/a', config: 'config.json' }],
  'run-folder.config-not-json': [{ path: 'runs/a/config.json' }],
  'run-folder.in-use': [
    { path: 'runs/a', owner: 'process 7 of bob' },
    { path: 'runs/a', owner: 'process 7 of bob', lock: 'runs/a/lock-1.json' },
  ],
  'run-folder.lock-lost': [{ path: 'runs/a' }],
  'data.unknown': [
    { data: 'digts', near: ' (did you mean "digits"?)', known: ['digits', 'mnist'] },
  ],
  'data.is-file': [{ data: 'a.png' }],
  'data.no-test-images': [{ path: 'letters' }],
  'data.not-a-folder': [{ path: 'nowhere' }],
}

test('every message of the hosts', async () => {
  await expect(messagesOf({ ...hostsErrors, ...browserErrors }, samples)).toMatchFileSnapshot(
    'hosts.txt',
  )
})
