import { expect, test } from 'vitest'
import { filesForASampler } from '../../../scripts/files-for-a-sampler.ts'

test('a sampler touches its own file and a line of the registry, and everything knows it', async () => {
  const { touched, line, known, named } = await filesForASampler()
  expect(touched).toEqual(['src/diffusion/samplers/toy.ts', 'src/diffusion/samplers/all.ts'])
  expect(line.split('\n')).toHaveLength(1)
  expect(Object.keys(known).length).toBeGreaterThan(9)
  expect(Object.entries(known).filter(([, isSo]) => !isSo)).toEqual([])
  // the third is a translation: one that is missing does not compile
  expect(named.sort()).toEqual([
    'src/diffusion/samplers/all.ts',
    'src/diffusion/samplers/deis.ts',
    // what diffusers calls it, where it has it
    'src/interchange/diffusers/schedulers.ts',
    'src/interchange/diffusers/write-scheduler.ts',
    'studio/src/pages/sample/sampler-words.ts',
  ])
})
