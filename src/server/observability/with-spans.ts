import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { EnrollmentService, ServiceCall, ServiceError } from '../../../machines/index.ts'
import { tracerName } from './request-span.ts'
import { tracingApi } from './tracing-package.ts'

const inCallSpan = async <A>(
  name: string,
  attemptId: string,
  call: TaskEither<ServiceError, A>,
): Promise<E.Either<ServiceError, A>> => {
  const api = await tracingApi()
  if (api === null) return call()
  const { context, trace, ROOT_CONTEXT, SpanKind, SpanStatusCode } = api
  const options = { kind: SpanKind.CLIENT, attributes: { 'mfa_enrollment.attempt_id': attemptId } }
  const span = trace.getTracer(tracerName).startSpan(name, options, ROOT_CONTEXT)
  const failed = (tag: string) => {
    span.setAttribute('error.type', tag)
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  try {
    const answer = await context.with(trace.setSpan(ROOT_CONTEXT, span), call)
    if (E.isLeft(answer)) failed(answer.left._tag)
    return answer
  } catch (cause) {
    // What was thrown may hold anything; `onDefect` hears it.
    failed('defect')
    throw cause
  } finally {
    span.end()
  }
}

/**
 * The same service, with an OpenTelemetry span for each call if the host has registered an API: the call's name,
 * its attempt (`<enrollmentId>:<number>`), and the tag of its error; nothing of what was sent or answered.
 *
 * Each is a trace of its own: an engine makes calls when their turn has come, maybe after a restart, so the request
 * that asked for one need not be there any more. The attempt tells them together.
 *
 * @example
 * createEngine({ store, keys, service: ({ accessToken }) => withSpans(createGenAuthService({ host, appId, getAccessToken })) })
 */
export const withSpans = (service: EnrollmentService): EnrollmentService => {
  const spanned =
    <I, A>(name: string, call: ServiceCall<I, A>): ServiceCall<I, A> =>
    (input, options) =>
    () =>
      inCallSpan(name, options.attemptId, () => call(input, options)())
  return {
    limits: service.limits,
    sendEnrollFactorRequest: spanned('sendEnrollFactorRequest', service.sendEnrollFactorRequest),
    enrollFactor: spanned('enrollFactor', service.enrollFactor),
    listEnrolledFactors: spanned('listEnrolledFactors', service.listEnrolledFactors),
  }
}
