// One thread of the WASM backend in a browser: instantiates the kernels on the shared memory and
// serves. It stays inside WebAssembly until the thread is terminated.

self.addEventListener('message', ({ data: { module, memory, index, lock } }) => {
  const done = () => self.postMessage('done')
  const now = () => performance.now()
  const serve = () => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory, done, now } })
    memory.grow(0) // V8 may have missed a growth while the memory came here: reads its size again
    if (typeof exports.serve === 'function') exports.serve(index)
  }
  // Held as long as this thread lives: nothing else reports to the host that a thread has ended.
  const hold = async () => {
    self.postMessage('held')
    try {
      serve()
    } catch (error) {
      self.reportError(error)
      await new Promise(() => {}) // so that the host hears of the error and not of the lock
    }
  }
  navigator.locks.request(lock, hold).catch(serve) // where locks are forbidden
})
