/** Whether the person asked for little motion. */
export const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
