// One thread of the WASM backend in a browser: instantiates the kernels on the shared memory and
// serves. `serve` returns only when the thread is told to stop.

self.addEventListener('message', ({ data: { module, memory, index } }) => {
  const done = () => self.postMessage(undefined)
  const now = () => performance.now()
  const instance = new WebAssembly.Instance(module, { env: { memory, done, now } })
  const { serve } = instance.exports
  if (typeof serve === 'function') serve(index)
  self.close()
})
