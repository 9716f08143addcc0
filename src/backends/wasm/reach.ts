/** What the kernels' 32-bit addresses reach. */

export const PAGE_BYTES = 65536

/**
 * The last page of 4 GiB is never used: the end of what lies there would be address 0, and loops up
 * to it would not begin.
 */
export const MOST_PAGES = 65535

export const MOST_BYTES = MOST_PAGES * PAGE_BYTES
