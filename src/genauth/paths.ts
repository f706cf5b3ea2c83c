import type * as t from 'io-ts'

/**
 * Where a value failed its codec, as dotted paths (`data.otpData.qrCodeUri`). Paths only: io-ts's own
 * reporters print the offending value, which may be a secret. The codecs of this room have neither
 * unions nor intersections, whose members would add numbers of their own.
 */
export const pathsOf = (errors: t.Errors): readonly string[] => [
  ...new Set(
    errors.map(({ context }) =>
      context
        .slice(1)
        .map(({ key }) => key)
        .join('.'),
    ),
  ),
]
