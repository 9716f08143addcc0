import { expect, test } from 'vitest'
import { hostsErrors } from '../../../src/hosts/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof hostsErrors> = {
  'image.sharp-missing': [],
  'image.undecodable': [{ reason: 'Input buffer contains unsupported image format' }],
}

test('every message of the hosts', async () => {
  await expect(messagesOf(hostsErrors, samples)).toMatchFileSnapshot('hosts.txt')
})
