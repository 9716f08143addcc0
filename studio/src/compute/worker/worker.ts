/** The worker: hands each call to who answers it, one beside the other. */

import type { Control, Reply, Request } from '../messages.ts'
import type { CallName, Calls } from '../protocol.ts'
import { drawExamples } from './built-in.ts'
import { builtInData } from './data.ts'
import {
  closeModel,
  fetchModel,
  openModel,
  openStored,
  removeStored,
  saveModel,
  storedModels,
} from './models.ts'
import { predict } from './prediction.ts'
import { sampleImages } from './sample.ts'
import { discardTraining } from './storage.ts'
import { failureOf, Task } from './task.ts'
import { resumeTraining, startTraining, storedTraining } from './train.ts'
import { trajectoryOf } from './trajectory.ts'
import { buffersIn } from './transfer.ts'
import { vary } from './vary.ts'

type Answer<Name extends CallName> = (
  input: Calls[Name]['input'],
  task: Task<Calls[Name]['progress']>,
) => Calls[Name]['result'] | Promise<Calls[Name]['result']>

const answers: { readonly [Name in CallName]: Answer<Name> } = {
  openModel,
  fetchModel,
  closeModel,
  saveModel,
  storedModels,
  openStored,
  removeStored,
  ...{ examples: drawExamples, builtInData },
  readData: async (input, task) => await (await import('./reading.ts')).readData(input, task),
  readImage: async (input) => await (await import('./reading.ts')).readOne(input),
  ...{ train: startTraining, storedTraining, resumeTraining },
  discardTraining: () => discardTraining().then(() => undefined),
  ...{ sample: sampleImages, trajectory: trajectoryOf, predict, vary },
  png: async (input) => (await import('./export.ts')).encodeGrid(input),
  gif: async (input) => (await import('./export.ts')).encodeAnimation(input),
}

const tasks = new Map<number, Task<unknown>>()

const reply = (message: Reply) => postMessage(message, { transfer: buffersIn(message) })

async function serve({ id, call, input }: Request): Promise<void> {
  const task = new Task<unknown>((progress) => reply({ id, progress }))
  tasks.set(id, task)
  try {
    // the request's type has paired call and input; which progress a call has, its answer defines
    const answer = answers[call] as (input: Request['input'], task: Task<never>) => unknown
    const result = await answer(input, task as Task<never>)
    reply({ id, result })
  } catch (error) {
    if (failureOf(error, task.signal).kind === 'bug') console.error(error)
    reply({ id, failure: failureOf(error, task.signal) })
  } finally {
    tasks.delete(id)
  }
}

addEventListener('message', ({ data }: MessageEvent<Request | Control>) => {
  if ('control' in data) tasks.get(data.id)?.control(data.control)
  else void serve(data)
})
