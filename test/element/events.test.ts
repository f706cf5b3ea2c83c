import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { eventsOf } from '../../src/element/events.ts'
import type { EnrollmentView } from '../../src/index.ts'
import { boundStory, doneStory, stories } from '../live/stories.ts'

const events = suite('what the element tells the page')

const view = async (story: keyof typeof stories): Promise<EnrollmentView> =>
  (await stories[story]('OTP')).view()
const typesOf = (before: EnrollmentView | null, after: EnrollmentView) =>
  eventsOf(before, after).map(({ type }) => type)

events('another state is told by its name, the same state is not', async () => {
  const [idle, requesting] = [await view('idle'), await view('requesting')]
  assert.equal(eventsOf(idle, requesting), [{ type: 'mfa-state', detail: { state: 'requesting' } }])
  assert.equal(eventsOf(requesting, requesting), [])
})

events('what happened before the element was given an enrollment is no news', async () => {
  assert.equal(eventsOf(null, await view('idle')), [])
  assert.equal(typesOf(null, (await doneStory('OTP')).view()), ['mfa-state'])
  assert.equal(typesOf(null, await view('failed')), ['mfa-state'])
})

events('a factor is bound once, before its recovery code is saved', async () => {
  const binding = await view('binding')
  const [saving, done] = [(await boundStory('OTP')).view(), (await doneStory('OTP')).view()]
  assert.equal(typesOf(binding, saving), ['mfa-state', 'mfa-bound'])
  assert.equal(typesOf(saving, done), ['mfa-state', 'mfa-done'])
  const message = (await boundStory('SMS')).view()
  assert.equal(typesOf(binding, message), ['mfa-state', 'mfa-bound', 'mfa-done'])
})

events('an error is told when it comes, with the ids for support, and once', async () => {
  const [binding, wrong] = [await view('binding'), await view('awaitingCodeAfterWrongCode')]
  const [, error] = eventsOf(binding, wrong)
  assert.equal(error, { type: 'mfa-error', detail: { error: 'wrongCode', support: wrong.support } })
  assert.equal(eventsOf(wrong, wrong), [])
  assert.equal(typesOf(wrong, { ...(await view('expired')), error: 'wrongCode' }), ['mfa-state'])
})

events('who left is told with whether the factor is active', async () => {
  const [waiting, cancelled] = [await view('awaitingCode'), await view('cancelled')]
  assert.equal(eventsOf(waiting, cancelled).at(-1), { type: 'mfa-cancelled', detail: { bound: 'no' } })
})

events('nothing that is told holds a secret', async () => {
  const saving = await boundStory('OTP')
  const all = [
    ...eventsOf(null, saving.view()),
    ...eventsOf(await view('binding'), saving.view()),
    ...eventsOf(await view('binding'), await view('awaitingCodeAfterWrongCode')),
  ]
  assert.not.match(JSON.stringify(all), '<redacted>')
  assert.ok(all.length > 3)
})

events.run()
