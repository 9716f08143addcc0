/** What a platform (Node, a browser) does for a backend: files of the package and threads. */

export interface Host {
  /** Physical cores, at least 1: the default number of threads. */
  readonly cores: number
  /** Whether memory can be shared between threads here; if not, why, in a sentence. */
  readonly sharing: { readonly available: boolean; readonly reason?: string }
  /** Whether the engine may make one 256-bit operation of two 128-bit ones in a row. */
  readonly wideVectors?: boolean
  /** A compiled kernel file of the package: `relaxed.wasm`. */
  readKernels(file: string): Promise<Uint8Array>
  /** Starts a thread that instantiates the module on the memory and serves until it is stopped. */
  startThread(setup: ThreadSetup): HostThread
  /** Collects garbage now, where the platform can; it takes time in proportion to what is alive. */
  collectGarbage?(): void
}

export interface ThreadSetup {
  /** A WebAssembly.Module, which the types of a project without the DOM do not know. */
  readonly module: object
  /** A WebAssembly.Memory. */
  readonly memory: object
  /** This thread's number, 0 .. threads - 1. */
  readonly index: number
}

export interface HostThread {
  /** `onDone` is called whenever a run ends (thread 0 only), `onError` when the thread dies. */
  listen(onDone: () => void, onError: (error: Error) => void): void
  /** Whether the thread keeps the process alive: only while a run is under way. */
  keepAlive(alive: boolean): void
  terminate(): Promise<void>
}
