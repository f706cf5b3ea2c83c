import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Can, CommandInput, EnrollmentView } from '../../src/index.ts'
import { bare, choose, enrolled, submitFor } from '../machines/examples.ts'
import { listed } from '../machines/scripted-service.ts'
import { live, type Live } from '../live/live-enrollment.ts'
import { path, walk } from '../live/random-paths.ts'
import { boundStory, factorTypes, stories } from '../live/stories.ts'

const can = suite('what the view says a person can do')

const controls = ['choose', 'submit', 'resend', 'renew', 'save', 'restart', 'cancel'] as const

/** The commands that a surface sends from a control, any one of which must then be taken. */
const commandsOf = (control: keyof Can, { factorType }: EnrollmentView): readonly CommandInput[] => {
  switch (control) {
    case 'choose':
      // A target may have to wait, so somebody who may choose is given other choices as well.
      return [...Object.values(choose), { ...choose.EMAIL, profile: { email: 'another@example.net' } }]
    case 'submit':
      return [submitFor[factorType ?? 'OTP']]
    case 'resend':
      return [bare('code.resend')]
    case 'renew':
      return [bare('enrollment.renewed')]
    case 'save':
      return [bare('recoveryCode.saved')]
    case 'restart':
      return [bare('enrollment.restarted')]
    case 'cancel':
      return [bare('enrollment.cancelled')]
  }
}

const isTaken = ({ enrollment }: Live, control: keyof Can): boolean =>
  commandsOf(control, enrollment.view()).some((command) => enrollment.send(command).accepted)

const leaves = (view: EnrollmentView): boolean => 'leaving' in view && view.leaving

can(
  'is exactly what is taken when it is sent, wherever a path leads and whatever the clock does',
  async () => {
    const reached = new Set<string>()
    await fc.assert(
      fc.asyncProperty(path, fc.constantFrom(...controls), async (steps, control) => {
        const walked = await walk(steps)
        const view = walked.view()
        reached.add(view.state)
        // A wish to leave is taken twice, and the control is still shown only once.
        if (control === 'cancel' && leaves(view)) return assert.is(view.can.cancel, false)
        assert.is(view.can[control], isTaken(walked, control), `${control} in ${view.state}`)
      }),
      { numRuns: 600 },
    )
    assert.is(reached.size, 10, `the paths should lead everywhere, and led to ${[...reached].join(', ')}`)
  },
)

for (const [name, story] of Object.entries(stories))
  can(`is exactly what is taken: ${name}`, async () => {
    for (const factorType of factorTypes)
      for (const control of controls)
        for (const ms of [0, 59_999, 60_000, -1]) {
          const told = await story(factorType)
          told.clock.jump(ms)
          const view = told.view()
          const what = `${control}, ${factorType}, after ${ms} ms`
          if (control === 'cancel' && leaves(view)) assert.is(view.can.cancel, false, what)
          else assert.is(view.can[control], isTaken(told, control), what)
        }
  })

can('is one thing with a recovery code on the screen: to save it, or to leave without', async () => {
  const { view } = await boundStory('OTP')
  const none = { choose: false, submit: false, resend: false, renew: false, restart: false }
  assert.equal(view().can, { ...none, save: true, cancel: true })
})

can('is to ask again for a sent message only, and only after its minute', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.awaitingCode(factorType)
    assert.is(told.view().can.resend, false)
    told.clock.jump(60_000)
    assert.is(told.view().can.resend, factorType === 'SMS' || factorType === 'EMAIL')
  }
})

can('is to leave, after a wish to leave that found the factor bound and its recovery code lost', async () => {
  const first = await stories.bindingLeaving('OTP')
  const script = { listEnrolledFactors: [listed(enrolled('OTP'))] }
  const again = live({ record: first.enrollment.persist(), script })
  assert.is(again.state(), 'reconciling')
  assert.is(again.view().can.cancel, false)
  await again.pass(0)
  assert.is(again.view().error, 'recoveryCodeLost')
  assert.is(again.view().can.cancel, true)
  assert.is(isTaken(again, 'cancel'), true)
})

can('is nothing any more once the enrollment was stopped', async () => {
  for (const story of [stories.awaitingCode, stories.failed, boundStory, stories.expired]) {
    const told = await story('OTP')
    told.enrollment.stop()
    for (const control of controls) {
      assert.is(told.view().can[control], false, control)
      assert.is(isTaken(told, control), false, control)
    }
  }
})

can.run()
