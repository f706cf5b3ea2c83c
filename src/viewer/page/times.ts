/** A moment as a clock shows it, with seconds; `lang` of the words. */
export const clockTime = (at: number): string => {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return Number.isNaN(date.getTime())
    ? '–'
    : [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}

/** Whole seconds left: a begun one counts. */
export const secondsOf = (left: number): number => Math.ceil(left / 1000)
