/** A moment as a clock shows it, with seconds; `lang` of the words. */
export const clockTime = (at: number): string => {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return Number.isNaN(date.getTime())
    ? '–'
    : [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}

/** The day of a moment, as `2026-01-31`; `–` for a time that no clock shows. */
export const dayOf = (at: number): string => {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return Number.isNaN(date.getTime())
    ? '–'
    : [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
}

/** Whole seconds left: a begun one counts. */
export const secondsOf = (left: number): number => Math.ceil(left / 1000)
