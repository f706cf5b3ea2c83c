import { problemTexts } from '../problem/problem-texts.ts'
import type { Notes } from '../exchange/exchange.ts'
import { tracingApi } from './tracing-package.ts'

/** What names the spans of this package. */
export const tracerName = 'mfa-enrollment'

// Semantic conventions of OpenTelemetry 1.2x, "HTTP server".
const attributesOf = ({ route, enrollmentId, problem }: Notes, { status }: Response) => ({
  'http.response.status_code': status,
  ...(route !== 'unmatched' && { 'http.route': route }),
  // An id opens nothing, and is what one looks for: it is in a span, but never in a metric.
  ...(enrollmentId !== undefined && { 'mfa_enrollment.id': enrollmentId }),
  ...(problem !== undefined && { 'mfa_enrollment.problem': problem.name }),
  ...(problem !== undefined && problemTexts[problem.name].status >= 500 && { 'error.type': String(status) }),
})

/**
 * A span for a request, if the host listens: its method, the pattern of its address, its status, which enrollment.
 * It goes on from the trace that the client's headers name. Where the host has a span for the request already, ours
 * is within it.
 */
export const inRequestSpan = async (
  request: Request,
  notes: Notes,
  answer: () => Promise<Response>,
): Promise<Response> => {
  const api = await tracingApi()
  if (api === null) return answer()
  const { context, propagation, trace, SpanKind, SpanStatusCode } = api
  const { method } = request
  const here = context.active()
  const headers = Object.fromEntries(request.headers)
  const parent = trace.getSpan(here) === undefined ? propagation.extract(here, headers) : here
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }
  const span = trace.getTracer(tracerName).startSpan(method, options, parent)
  try {
    const response = await context.with(trace.setSpan(parent, span), answer)
    if (notes.route !== 'unmatched') span.updateName(`${method} ${notes.route}`)
    span.setAttributes(attributesOf(notes, response))
    if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    return response
  } finally {
    span.end()
  }
}
