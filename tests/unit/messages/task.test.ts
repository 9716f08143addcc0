import { expect, test } from 'vitest'
import { taskErrors } from '../../../src/base/task.ts'
import { messagesOf } from './samples.ts'

test('every message of tasks', async () => {
  await expect(messagesOf(taskErrors, { 'task.iterated-twice': [] })).toMatchFileSnapshot(
    'task.txt',
  )
})
