import { problemTexts } from './problem-texts.ts'
import type { Problem } from './problem.ts'

/** The answer that a problem is: `application/problem+json` (RFC 9457). The same problem is the same bytes. */
export const problemResponse = ({
  name,
  reason,
  until,
  retryAfter,
  enrollment,
  headers,
}: Problem): Response => {
  const { status, title, detail } = problemTexts[name]
  const body = {
    type: `/problems/${name}`,
    title,
    status,
    detail,
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
    ...(enrollment !== undefined && { enrollment }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...headers,
    },
  })
}
