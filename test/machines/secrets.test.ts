import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { InspectionEvent } from 'xstate'
import * as E from '#fp-ts/Either'
import { decodeCommand, recordOf } from '../../machines/index.ts'
import { everyState } from './every-state.ts'
import { bare, choose, enrolled, secrets, submitFor, submitLink } from './examples.ts'
import { revealed, secretsIn, textsWithin, type SecretName } from './revealed.ts'
import { later, listed, otpIssued, timedOut } from './scripted-service.ts'
import { awaitingCode, flushed, started } from './started.ts'

const leaks = suite('secrets')

// Actors refer to one another so often that an inspection without limit never ends; `textsWithin` does.
const deep = { depth: 3, showHidden: true, getters: true, maxArrayLength: null } as const
const shownBy = (value: unknown): readonly SecretName[] => [
  ...new Set([
    ...secretsIn(String(value)),
    ...secretsIn(JSON.stringify(value) ?? ''),
    ...secretsIn(inspect(value, deep)),
    ...secretsIn(inspect(value, { ...deep, customInspect: false })),
    ...secretsIn(textsWithin(value)),
  ]),
]

/** What each state has to remember, and nothing else. */
const held: Readonly<Record<keyof typeof everyState, readonly SecretName[]>> = {
  idle: [],
  'idle, after a failed request': ['phoneNumber'],
  'idle, after a step-up was asked for': ['email'],
  requesting: ['phoneNumber'],
  'requesting, while the host is asked': ['phoneNumber'],
  'awaitingCode of OTP': ['token', 'otpSecret', 'recoveryCode'],
  'awaitingCode of OTP, with a clock that is ahead': ['token', 'otpSecret', 'recoveryCode'],
  'awaitingCode of SMS': ['token', 'phoneNumber'],
  'awaitingCode of EMAIL, in doubt': ['token', 'email'],
  'awaitingCode of SMS, throttled': ['token', 'phoneNumber'],
  'awaitingCode of FACE': ['token'],
  'awaitingCode of FACE, links allowed': ['token'],
  'binding of OTP': ['token', 'otpSecret', 'recoveryCode', 'passCode'],
  'binding of FACE by a link': ['token', 'photoLink'],
  'binding of FACE': ['token', 'photo'],
  'reconciling, asking': ['token', 'otpSecret', 'recoveryCode', 'phoneNumber'],
  'reconciling, pausing': ['token', 'phoneNumber'],
  'reconciling, with something asked for': ['token', 'otpSecret', 'recoveryCode', 'email'],
  savingRecoveryCode: ['recoveryCode'],
  'expired of OTP': [],
  'expired of SMS': ['phoneNumber'],
  failed: ['email'],
  'failed, outcome unknown': [],
  done: [],
  'cancelled, in doubt': [],
}

for (const [name, reach] of Object.entries(everyState)) {
  const key = name as keyof typeof everyState

  leaks(`${name}: the machine remembers ${held[key].join(', ') || 'none'}, and no other`, async () => {
    const { context } = await reach({})
    const inside = secretsIn(JSON.stringify(revealed(context())))
    assert.equal(inside.toSorted(), held[key].toSorted())
  })

  leaks(`${name}: nothing that prints shows them`, async () => {
    const { actor } = await reach({})
    const snapshot = actor.getSnapshot()
    const { record, secrets: sealed } = recordOf(snapshot)
    const printed: unknown[] = [
      snapshot,
      snapshot.context,
      actor.getPersistedSnapshot(),
      record,
      sealed,
      actor,
    ]
    for (const value of printed) assert.equal(shownBy(value), [])
  })
}

leaks('nothing in any inspection event of any state shows them', async () => {
  for (const reach of Object.values(everyState)) {
    const events: InspectionEvent[] = []
    const shown = new Set<SecretName>()
    const look = (event: InspectionEvent) => {
      events.push(event)
      for (const name of [...secretsIn(JSON.stringify(event)), ...secretsIn(inspect(event, deep))])
        shown.add(name)
    }
    const { actor } = await reach({ inspect: look })
    actor.stop()
    assert.ok(events.length > 0)
    assert.equal([...shown, ...secretsIn(textsWithin(events))], [])
  }
})

leaks('canary: the search finds them all where they are clear', async () => {
  const found = new Set<SecretName>()
  const watch = (event: InspectionEvent) => {
    const said = event.type === '@xstate.event' ? event.event : null
    for (const name of secretsIn(JSON.stringify(revealed(said)))) found.add(name)
  }
  for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const) {
    const enrollment = started({ inspect: watch })
    await enrollment.send(choose[factorType], submitFor[factorType])
  }
  await started({ inspect: watch, externalPhotos: true }).send(choose.FACE, submitLink)
  assert.equal([...found].toSorted(), Object.keys(secrets).toSorted())
  assert.equal(shownBy({ code: secrets.passCode }), ['passCode'])
  assert.equal(secretsIn(textsWithin(new Map([[{}, [secrets.passCode]]]))), ['passCode'])
})

leaks('a list of enrolled factors does not show the contact data of the account', async () => {
  const events: InspectionEvent[] = []
  const lists = [listed(), listed(enrolled('EMAIL'), enrolled('SMS'), enrolled('OTP'))]
  const enrollment = started({
    inspect: (event) => events.push(event),
    script: { enrollFactor: [timedOut], listEnrolledFactors: lists },
  })
  await enrollment.send(choose.OTP, submitFor.OTP)
  assert.equal([...secretsIn(JSON.stringify(events)), ...secretsIn(textsWithin(events))], [])
})

const damaged: readonly unknown[] = [
  { type: 'code.submitted', passCode: `${secrets.passCode}x` },
  { type: 'factor.chosen', factorType: 'EMAIL', profile: { email: `<${secrets.email}>` } },
  { type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: `${secrets.phoneNumber}x` } },
  { type: 'photo.submitted', photo: [secrets.photo] },
  { type: secrets.passCode },
]
leaks('a refused command is named and never repeated', () => {
  for (const input of damaged) {
    const command = decodeCommand(input)
    assert.ok(E.isLeft(command))
    assert.equal(shownBy(command), [])
  }
})

leaks('a provisioning URI that is refused is not repeated', async () => {
  const uri = `otpauth://hotp/GenAuth:mina?secret=${secrets.otpSecret}`
  const script = { sendEnrollFactorRequest: [otpIssued(secrets.token, uri)] }
  const enrollment = await awaitingCode('OTP', { script })
  assert.is(enrollment.state(), 'failed')
  assert.equal(shownBy(enrollment.context().error), [])
  assert.equal(secretsIn(JSON.stringify(revealed(enrollment.context()))), [])
})

leaks('what a service threw stays out of the snapshot', async () => {
  const onDefect = () => undefined
  const enrollment = started({ script: { sendEnrollFactorRequest: [later] }, onDefect })
  enrollment.tell(choose.OTP)
  await flushed()
  enrollment.open('sendEnrollFactorRequest').throwAway(new Error(`could not send ${secrets.token}`))
  await enrollment.settled()
  assert.equal(secretsIn(JSON.stringify(revealed(enrollment.context()))), [])
})

leaks('the end of an enrollment forgets the person', async () => {
  for (const last of ['recoveryCode.saved', 'enrollment.cancelled'] as const) {
    const enrollment = started()
    await enrollment.send(choose.EMAIL, choose.SMS, choose.OTP, submitFor.OTP, bare(last))
    assert.is(enrollment.actor.getSnapshot().status, 'done')
    assert.equal(secretsIn(JSON.stringify(revealed(enrollment.context()))), [])
  }
})

leaks.run()
