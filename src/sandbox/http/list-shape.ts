/**
 * How `data` of a list is written. The vendor's types say array, every sample in its documentation shows
 * a single object, and some servers say null for nothing.
 * - `array`: always an array.
 * - `object`: one element without its array, null for none.
 * - `null`: null for none, otherwise an array.
 */
export type ListShape = 'array' | 'object' | 'null'

/** What non-OTP requests have in place of `otpData`: no key, null, or an empty object (the Go model). */
export type OtherOtpData = 'absent' | 'null' | 'empty'

export const shapeList = (list: readonly unknown[], shape: ListShape): unknown => {
  if (shape !== 'array' && list.length === 0) return null
  return shape === 'object' && list.length === 1 ? list[0] : list
}

export const shapeOtpData = (data: { readonly otpData?: unknown }, shape: OtherOtpData): unknown => {
  if (data.otpData !== undefined || shape === 'absent') return data
  return { ...data, otpData: shape === 'null' ? null : {} }
}
