/** Whether the visitor has asked for less motion. */
export const wantsLessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches
