/**
 * Why bytes are no photo to send: `notAPhoto` is neither JPEG nor PNG, or damaged or cut off; `tooSmall` and
 * `tooLarge` are beyond `photoLimits`. A JPEG that goes over its picture more than 100 times is `tooLarge` too.
 *
 * @example
 * const advice: Record<PhotoProblem, string> = {
 *   notAPhoto: 'Please choose a JPEG or PNG photo.',
 *   tooSmall: 'Please choose a larger photo.',
 *   tooLarge: 'Please choose a smaller photo.',
 * }
 */
export type PhotoProblem = 'notAPhoto' | 'tooSmall' | 'tooLarge'

/** What a reader of one format finds in a file whose parts add up. */
export type Picture = {
  readonly width: number
  readonly height: number
  /** The file anew, of only the parts that a picture needs. */
  readonly withoutMetadata: () => Uint8Array<ArrayBuffer>
}
