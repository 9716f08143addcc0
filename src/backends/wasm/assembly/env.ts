// What the host gives besides the memory.

/** Notifies the main thread that a run has ended. */
export declare function done(): void

/** A clock in milliseconds. */
export declare function now(): f64
