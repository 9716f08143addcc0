/**
 * What a backend is to the rest: something that keeps numbers and runs programs whole. Buffers are
 * opaque and transfers asynchronous, so that a GPU fits as well as a CPU; nothing is read in the
 * middle of a run.
 */

import type { Capabilities } from './capabilities.ts'
import type { DType } from './ops.ts'
import type { Profile } from './profile.ts'
import type { Program } from './program.ts'

/** Numbers as the host holds them. */
export type HostData = Float32Array | Int32Array

/** Numbers on a device that outlive a program: weights, moments, an image being denoised. */
export interface DeviceBuffer {
  readonly dtype: DType
  /** In elements. */
  readonly length: number
  /**
   * Takes the data as it is at the call; the array may change afterwards.
   * @throws {DdpmError} `device.data-misfit` where the data has another type or does not fit;
   * `device.used-after-free`; `device.used-after-close`.
   */
  write(data: HostData): Promise<void>
  /** A copy of its contents. @throws {DdpmError} `device.used-after-free`, `device.used-after-close`. */
  read(): Promise<HostData>
  /**
   * Gives its memory back once all that was asked of the device before is done. A second call
   * does nothing; any other use afterwards is an error, also by a job that has it as a state.
   */
  free(): void
}

/** A program made ready on a device with its states bound. */
export interface Job {
  /** Sets an input before the next run, to the data as it is at the call. */
  write(input: string, data: HostData): Promise<void>
  /**
   * Runs the whole program once. Runs on one device follow one another.
   * @throws {DdpmError} `device.used-after-free`, `job.state-freed` where the job or a state of it has been
   * freed: then nothing is written; `device.used-after-close`; `device.thread-lost`.
   */
  run(): Promise<void>
  /** Runs it once and says where the time went; missing where the device does not measure it. */
  profile?(): Promise<Profile>
  /** An output of the last run. */
  read(output: string): Promise<Float32Array>
  /** As the `free` of a buffer; states are not freed with it. */
  free(): void
}

/** What computes: a backend that is open. */
export interface Device {
  /** `wasm`, `reference`: the name it is chosen by. */
  readonly name: string
  /** What computes here, for people: `WebAssembly, relaxed SIMD, 2 threads`. */
  readonly description: string
  /**
   * Which of its kernels compute, where it has several whose results differ in their last bits;
   * `openDevice` takes the name.
   */
  readonly variant?: string
  readonly capabilities: Capabilities
  /** Why it computes as described, where there was a choice; for people. */
  readonly reason?: string
  /** @throws {DdpmError} `memory.exhausted` where the memory does not suffice. */
  createBuffer(dtype: DType, length: number): DeviceBuffer
  /**
   * Makes a program ready to run.
   * @param states a buffer for every state of the program, by name
   * @throws {DdpmError} `memory.exhausted`, `memory.program-too-large`; `device.precision-missing` where it
   * stores floats as the device cannot; `job.state-misfit` where a
   * state is missing or of another size; `job.state-foreign`; `job.state-freed`; `job.state-shared` where
   * one that the program overwrites is another's buffer, too.
   */
  load(program: Program, states: Readonly<Record<string, DeviceBuffer>>): Promise<Job>
  /**
   * Ends its threads and gives its memory back, also where buffers and jobs of it are still held.
   * Afterwards they can be freed; any other use of them or of the device fails with
   * `device.used-after-close`, and so does a run under way. A second call does nothing.
   */
  close(): Promise<void>
}
