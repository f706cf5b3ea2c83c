/** `q` and Enter leaves, at every question. */
export const isLeave = (text: string): boolean => /^q(uit)?$/i.test(text.trim())
