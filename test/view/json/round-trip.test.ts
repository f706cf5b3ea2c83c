import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { EnrollmentError, isRedacted, type EnrollmentView } from '../../../src/index.ts'
import { decodeReply, decodeView, encodeReply, encodeView } from '../../../src/view/json/index.ts'
import { path, walk } from '../../live/random-paths.ts'
import { boundStory, doneStory, factorTypes, stories } from '../../live/stories.ts'
import { start } from '../../machines/examples.ts'
import { revealed } from '../../machines/revealed.ts'

const json = suite('a view through JSON and back')

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Redacted values all look the same, so what is in them is compared, and that they are wrapped. */
const wrapped = (value: unknown): unknown => {
  if (isRedacted(value)) return 'wrapped'
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(wrapped)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wrapped(item)]))
}

const comesBack = (view: EnrollmentView) => {
  const decoded = decodeView(throughJson(encodeView(view)))
  assert.ok(E.isRight(decoded), `${view.state} is a view`)
  assert.equal(revealed(decoded.right), revealed(view))
  assert.equal(wrapped(decoded.right), wrapped(view))
}

for (const [name, story] of Object.entries({ ...stories, boundStory, doneStory }))
  json(`is the same: ${name}`, async () => {
    for (const factorType of factorTypes) {
      const told = await story(factorType)
      comesBack(told.enrollment.getSnapshot())
      for (const ms of [30_000, 55_000, 3_600_000]) comesBack(told.viewIn(ms))
    }
  })

json('is the same, wherever a path leads', async () => {
  const states = new Set<string>()
  await fc.assert(
    fc.asyncProperty(path, (steps) =>
      walk(steps, ({ view }) => {
        states.add(view().state)
        comesBack(view())
      }).then(() => true),
    ),
    { numRuns: 100 },
  )
  assert.ok(states.size >= 8, `only ${[...states].join(', ')} were seen`)
})

json('keeps the whole error for support, whatever it is', async () => {
  const view = (await stories.failed('SMS')).view()
  const told = { requestId: 'req-1', statusCode: 400, apiCode: 1234 }
  const errors: readonly EnrollmentError[] = [
    { _tag: 'wrongCode', serverTime: start, ...told },
    { _tag: 'throttled', retryAt: start, ...told },
    { _tag: 'invalidInput', field: 'phoneNumber', ...told },
    { _tag: 'invalidInput', field: null },
    { _tag: 'invalidResponse', paths: ['data.otpData'], ...told },
    { _tag: 'unreachable', mayHaveArrived: false },
    { _tag: 'stepUpRequired', requestId: 'req-2' },
    { _tag: 'recordUnreadable' },
    { _tag: 'defect' },
  ]
  for (const error of errors) {
    assert.ok(EnrollmentError.is(error))
    comesBack({ ...view, error: error._tag, support: { ...view.support, error } })
  }
})

json('a reply is one flat object with its id and the clock of the server', async () => {
  for (const story of [stories.awaitingCode, boundStory]) {
    const view = (await story('OTP')).view()
    const said = throughJson(encodeReply('6a1f', view, start))
    assert.equal(said, { id: '6a1f', serverTime: start, ...Object(encodeView(view)) })
    const decoded = decodeReply(said)
    assert.ok(E.isRight(decoded))
    assert.equal(revealed(decoded.right), revealed({ id: '6a1f', serverTime: start, view }))
  }
})

json.run()
