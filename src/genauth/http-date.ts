// IMF-fixdate, the one form that may be sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
const form = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * An HTTP date (RFC 9110 section 5.6.7) in epoch ms. Undefined for anything but a whole IMF-fixdate of a day
 * that exists: `Date.parse` alone would also read '3 apples' in some engines, and 30 February in most.
 */
export const httpDateOf = (header: string | null): number | undefined => {
  const text = header?.trim() ?? ''
  const at = form.test(text) ? Date.parse(text) : NaN
  // ECMAScript writes exactly this form; a name of a day that does not fit its date comes out another.
  return !Number.isNaN(at) && new Date(at).toUTCString() === text ? at : undefined
}
