import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withSpans } from '../../src/server/index.ts'
import { sms, world } from './server-world.ts'

const spans = suite('spans of a server')

const exporter = new InMemorySpanExporter()

const register = () => {
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  trace.setGlobalTracerProvider(provider)
}

spans.after.each(() => {
  exporter.reset()
  trace.disable()
  propagation.disable()
})

spans('are not made where nobody listens', async () => {
  const { node } = world()
  const { began, stop } = node()
  await began()
  assert.equal(exporter.getFinishedSpans(), [])
  await stop()
})

spans('tell of each request its route, its status and its enrollment', async () => {
  register()
  const { node } = world()
  const { began, ask, stop } = node()
  const id = await began()
  await ask('GET', `/enrollments/${id}`, { as: 'bob' })
  await ask('GET', '/nowhere')
  const [first, second, third] = exporter.getFinishedSpans()
  assert.equal([first?.name, first?.kind], ['POST /enrollments', SpanKind.SERVER])
  assert.equal(first?.attributes, {
    'http.request.method': 'POST',
    'http.response.status_code': 201,
    'http.route': '/enrollments',
    'mfa_enrollment.id': id,
  })
  assert.equal(second?.attributes, {
    'http.request.method': 'GET',
    'http.response.status_code': 404,
    'http.route': '/enrollments/:id',
    'mfa_enrollment.problem': 'not-found',
  })
  assert.equal([third?.name, second?.status.code], ['GET', SpanStatusCode.UNSET])
  await stop()
})

spans('tell of what broke that it did, and not what', async () => {
  register()
  const { node } = world()
  const allowTarget = () => Promise.reject(new Error('secret-4711'))
  const { ask, stop } = node({ server: { allowTarget } })
  await ask('POST', '/enrollments', { body: sms })
  const [span] = exporter.getFinishedSpans()
  assert.equal(
    [span?.status, span?.attributes['error.type'], span?.events],
    [{ code: SpanStatusCode.ERROR }, '500', []],
  )
  await stop()
})

spans('go on from the trace of the client', async () => {
  register()
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  propagation.setGlobalPropagator({
    inject: () => undefined,
    extract: (parent, carrier, getter) => {
      const spanId = String(getter.get(carrier, 'x-span'))
      return trace.setSpanContext(parent, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true })
    },
    fields: () => ['x-span'],
  })
  const { node } = world()
  const { ask, stop } = node()
  await ask('GET', '/healthz', { headers: { 'x-span': 'b7ad6b7169203331' } })
  const [span] = exporter.getFinishedSpans()
  assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [traceId, 'b7ad6b7169203331'])
  await stop()
})

spans(
  'tell of each call of the service its attempt and its error, and nothing of what was said',
  async () => {
    register()
    const { node, sandbox, code } = world()
    const { began, show, send, stop } = node({ engine: { service: () => withSpans(sandbox.service()) } })
    const id = await began()
    const { generation } = await show(id)
    const { passCode } = code()
    await send(id, {
      type: 'code.submitted',
      passCode: passCode === '000000' ? '000001' : '000000',
      generation,
    })
    const calls = exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CLIENT)
    assert.equal(calls.map(({ name }) => name).toSorted(), [
      'enrollFactor',
      'listEnrolledFactors',
      'sendEnrollFactorRequest',
    ])
    const failed = calls.find(({ name }) => name === 'enrollFactor')
    assert.is(failed?.attributes['error.type'], 'wrongCode')
    assert.is(failed?.attributes['mfa_enrollment.attempt_id'], `${id}:2`)
    assert.is(failed?.parentSpanContext, undefined)
    const text = JSON.stringify(
      calls.map(({ attributes, events, status }) => ({ attributes, events, status })),
    )
    for (const secret of [passCode, sms.profile.phoneNumber, '000000'])
      assert.is(text.includes(secret), false)
    await stop()
  },
)

spans('let a service throw as it did', async () => {
  register()
  const { sandbox } = world()
  const broken = new Error('secret-4711')
  const service = withSpans({
    ...sandbox.service(),
    listEnrolledFactors: () => () => {
      throw broken
    },
  })
  const call = service.listEnrolledFactors({}, { signal: new AbortController().signal, attemptId: 'one:1' })
  assert.is(await call().catch((cause: unknown) => cause), broken)
  assert.is(exporter.getFinishedSpans()[0]?.attributes['error.type'], 'defect')
  assert.equal(exporter.getFinishedSpans()[0]?.events, [])
  assert.is(context.active(), ROOT_CONTEXT)
})

spans.run()
