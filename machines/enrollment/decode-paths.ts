import * as t from 'io-ts'

/**
 * Where a value failed its codec, as dotted paths (`data.otpData.qrCodeUri`). Paths only: io-ts's own
 * reporters print the offending value, which may be a secret.
 */
export const decodePaths = (errors: t.Errors): readonly string[] => [
  ...new Set(
    errors.map(({ context }) =>
      context
        // Members of intersections and unions have numeric keys of their own, which no reader knows.
        .filter((entry, index) => index > 0 && !isCombinator(context[index - 1]?.type))
        .map(({ key }) => key)
        .join('.'),
    ),
  ),
]

const isCombinator = (type: unknown): boolean =>
  // These two report what their inner codec found as their own.
  type instanceof t.ReadonlyType || type instanceof t.ExactType
    ? isCombinator(type.type)
    : type instanceof t.IntersectionType || type instanceof t.UnionType
