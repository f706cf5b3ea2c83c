import { problem, type Problem } from '../problem/problem.ts'

/** RFC 9110 section 12.5.3: such a refusal names the codings that are taken. */
const unsupportedCoding = problem('unsupported-content-type', { headers: { 'accept-encoding': 'identity' } })

/**
 * The refusal of a body that says it is compressed. Nothing here unpacks one, and what stands before this server may:
 * both must see the same bytes.
 */
export const refusedCoding = ({ headers }: Request): Problem | null => {
  const codings = (headers.get('content-encoding') ?? '').split(',').map((coding) => coding.trim())
  return codings.every((coding) => /^(?:identity)?$/i.test(coding)) ? null : unsupportedCoding
}
