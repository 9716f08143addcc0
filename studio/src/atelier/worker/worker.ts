/** The worker: hands each call to who answers it, one beside the other. */

import type { CallName, Calls, Control, Reply, Request } from '../protocol.ts'
import { digitsData, makeDigits, readData, readOne } from './data.ts'
import { forget } from './keep.ts'
import { look } from './look.ts'
import { closeModel, fetchModel, openModel, saveModel } from './models.ts'
import { encodeFilm, encodeGrid } from './picture-files.ts'
import { samplePictures } from './sample.ts'
import { failureOf, Task } from './task.ts'
import { keptTraining, resumeTraining, trainAnew } from './train.ts'
import { trajectoryOf } from './trajectory.ts'
import { buffersIn } from './transfer.ts'
import { vary } from './vary.ts'

type Answer<Name extends CallName> = (
  input: Calls[Name]['input'],
  task: Task<Calls[Name]['news']>,
) => Calls[Name]['result'] | Promise<Calls[Name]['result']>

const answers: { readonly [Name in CallName]: Answer<Name> } = {
  ...{ openModel, fetchModel, closeModel, saveModel },
  ...{ digits: makeDigits, digitsData, readData, readPicture: readOne },
  ...{ train: trainAnew, keptTraining, resumeTraining },
  forgetTraining: () => forget().then(() => undefined),
  ...{ sample: samplePictures, trajectory: trajectoryOf, look, vary },
  ...{ png: encodeGrid, gif: encodeFilm },
}

const tasks = new Map<number, Task<unknown>>()

const reply = (message: Reply) => postMessage(message, { transfer: buffersIn(message) })

async function serve({ id, call, input }: Request): Promise<void> {
  const task = new Task<unknown>((news) => reply({ id, news }))
  tasks.set(id, task)
  try {
    // the request's type has paired call and input; what a call may tell is its answer's business
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
