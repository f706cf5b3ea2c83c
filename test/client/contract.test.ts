import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { CommandInput, EnrollmentView } from '../../src/index.ts'
import { live } from '../live/live-enrollment.ts'
import { factorTypes } from '../live/stories.ts'
import { bare, choose, enrolled, submitFor } from '../machines/examples.ts'
import { revealed } from '../machines/revealed.ts'
import { later, listed, refused, timedOut, wrongCode, type Script } from '../machines/scripted-service.ts'
import { quiet, remote, until } from './remote-enrollment.ts'

const contract = suite('an enrollment at a server is the same as one in the page')

/** What a person does, or how many ms go by. */
type Step = CommandInput | number

interface Story {
  readonly script?: Script
  readonly steps: (factorType: (typeof factorTypes)[number]) => readonly Step[]
}

const cancel = bare('enrollment.cancelled')
const throttled = refused({ _tag: 'throttled', requestId: 'req-1' })
const submitted = (factorType: (typeof factorTypes)[number]) => [choose[factorType], submitFor[factorType]]

const stories: Readonly<Record<string, Story>> = {
  'bound at once': { steps: (type) => [...submitted(type), bare('recoveryCode.saved')] },
  'left before anything': { steps: () => [cancel] },
  'left while asking': {
    script: { sendEnrollFactorRequest: [later] },
    steps: (type) => [choose[type], cancel],
  },
  'left with an open challenge': { steps: (type) => [choose[type], 10_000, cancel] },
  'a wrong code, then the right one': {
    script: { enrollFactor: [wrongCode, { _tag: 'Right', right: { bound: true } }] },
    steps: (type) => [...submitted(type), 1_000, submitFor[type]],
  },
  'the minute runs out': {
    steps: (type) => [
      choose[type],
      39_000,
      2_000,
      19_000,
      5_000,
      bare('enrollment.renewed'),
      submitFor[type],
    ],
  },
  'a message once more': {
    steps: (type) => [choose[type], bare('code.resend'), 60_000, choose[type], cancel],
  },
  'the request is throttled': {
    script: { sendEnrollFactorRequest: [throttled] },
    steps: (type) => [choose[type], choose[type], 61_000],
  },
  'a code is throttled': {
    script: { enrollFactor: [throttled] },
    steps: (type) => [...submitted(type), submitFor[type], 2_000, 4_000],
  },
  'a bind without an answer, found in the list': {
    script: { enrollFactor: [timedOut], listEnrolledFactors: [listed(), listed(enrolled('SMS'))] },
    steps: (type) => [...submitted(type), 1_000, 3_000, 5_000],
  },
  'a bind without an answer, and left': {
    script: { enrollFactor: [timedOut], listEnrolledFactors: [listed(), later] },
    steps: (type) => [...submitted(type), cancel, cancel],
  },
  'a bind under way, and left': {
    script: { enrollFactor: [later] },
    steps: (type) => [...submitted(type), cancel, submitFor[type]],
  },
  'not allowed, and begun anew': {
    script: { sendEnrollFactorRequest: [refused({ _tag: 'forbidden', requestId: 'req-2' })] },
    steps: (type) => [choose[type], bare('enrollment.restarted'), cancel],
  },
  'what is no code, and no number': {
    steps: (type) => [
      { type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: 'call me' } },
      choose[type],
      { type: 'code.submitted', passCode: '12' },
      { type: 'photo.submitted', photo: '', isExternalPhoto: false },
      { ...submitFor[type], generation: 9 },
      bare('recoveryCode.saved'),
      bare('enrollment.renewed'),
    ],
  },
}

/** The view but for what differs on purpose: the id, and moments beyond the next that only a machine knows of. */
const compared = (view: EnrollmentView) => {
  const { support, nextChangeAt: _, ...shown } = view
  return revealed({ ...shown, support: { ...support, enrollmentId: '' } })
}

const saidOf = (sent: unknown) => JSON.stringify(sent)

for (const [name, { script = {}, steps }] of Object.entries(stories))
  for (const factorType of factorTypes)
    contract(`${name}: ${factorType}`, async () => {
      const here = live({ script })
      const there = remote({ script })
      const isSame = () => JSON.stringify(compared(there.view())) === JSON.stringify(compared(here.view()))
      const both = async (what: string) => {
        await until(isSame)
        await quiet()
        assert.equal(compared(there.view()), compared(here.view()), what)
        assert.equal(compared(there.enrollment.getSnapshot()), compared(here.enrollment.getSnapshot()), what)
      }
      await both('at first')
      for (const [index, step] of steps(factorType).entries()) {
        const what = `${index}: ${JSON.stringify(step)}`
        if (typeof step === 'number') {
          for (let left = step; left > 0; left -= 1_000) await here.pass(Math.min(left, 1_000))
          await there.pass(step)
        } else {
          const said = [here.enrollment.send(step), there.enrollment.send(step)]
          // Each was taken, or not, for the same reason: what the view does not tell, the server does.
          const [mine, theirs] = said.map(saidOf)
          const isToldLater =
            said[1]?.accepted === true && said[0]?.accepted === false && said[0].reason === 'coolingDown'
          if (isToldLater) {
            assert.ok(await until(() => there.view().error === 'throttled'), what)
            await there.end()
            return
          }
          assert.is(theirs, mine, what)
        }
        await both(what)
      }
      await there.end()
    })

contract.run()
