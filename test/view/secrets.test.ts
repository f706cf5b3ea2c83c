import fc from 'fast-check'
import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isRedacted, reveal, type EnrollmentView } from '../../src/index.ts'
import { choose, chooseOtherPhone, otpUri, secrets } from '../machines/examples.ts'
import { path, walk } from '../live/random-paths.ts'
import { screen } from '../live/live-enrollment.ts'
import { boundStory, doneStory, factorTypes, stories } from '../live/stories.ts'

const shown = suite('secrets and contact data in a view')

const [local = ''] = secrets.email.split('@')
const unseen = [
  ...Object.values(secrets),
  otpUri,
  local,
  chooseOtherPhone.profile.phoneNumber,
  secrets.otpSecret.slice(0, 8),
  'otpauth:',
]

const printsOf = (view: EnrollmentView): readonly string[] => [
  JSON.stringify(view),
  inspect(view, { depth: Infinity, showHidden: true }),
  Object.values(view).join(' '),
]

const printsNone = (view: EnrollmentView, what: string) => {
  for (const print of printsOf(view))
    for (const secret of unseen) assert.not.ok(print.includes(secret), `${what} prints ${secret}`)
}

for (const [name, story] of Object.entries({ ...stories, boundStory, doneStory }))
  shown(`print as nothing but <redacted>: ${name}`, async () => {
    for (const factorType of factorTypes) {
      const told = await story(factorType)
      printsNone(told.view(), factorType)
      printsNone(told.enrollment.getSnapshot(), factorType)
    }
  })

shown('print as nothing but <redacted>, wherever a path leads', async () => {
  await fc.assert(
    fc.asyncProperty(path, (steps) =>
      walk(steps, ({ view }) => printsNone(view(), view().state)).then(() => true),
    ),
    { numRuns: 150 },
  )
})

shown('are there to be revealed where they are drawn: key and URI', async () => {
  const { challenge } = screen((await stories.awaitingCode('OTP')).view(), 'awaitingCode')
  if (!('otp' in challenge)) throw new Error('An OTP challenge has an otp')
  assert.ok(isRedacted(challenge.otp.uri) && isRedacted(challenge.otp.manualKey))
  assert.is(reveal(challenge.otp.manualKey), 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP')
  assert.is(reveal(challenge.otp.manualKey).replaceAll(' ', ''), secrets.otpSecret)
  const uri = new URL(reveal(challenge.otp.uri))
  assert.is(uri.protocol, 'otpauth:')
  assert.is(uri.searchParams.get('secret'), secrets.otpSecret)
})

shown(
  'are there to be revealed where they are drawn: the recovery code, and only while it is to be saved',
  async () => {
    const told = await boundStory('OTP')
    const { recoveryCode } = screen(told.view(), 'savingRecoveryCode')
    assert.ok(isRedacted(recoveryCode))
    assert.is(reveal(recoveryCode), secrets.recoveryCode)
    await told.send({ type: 'recoveryCode.saved' })
    assert.not.ok('recoveryCode' in told.view())
  },
)

shown('are on no screen after it is over', async () => {
  for (const story of [doneStory, stories.cancelled])
    for (const factorType of factorTypes) {
      const view = (await story(factorType)).view()
      assert.not.match(inspect(view, { depth: Infinity }), /redacted|\*\*\*/)
    }
})

shown('are not in what a person typed wrongly either', async () => {
  const told = await stories.idle('EMAIL')
  const refused = told.enrollment.send({ ...choose.EMAIL, profile: { email: `${local} at example.org` } })
  assert.equal(refused, { accepted: false, reason: 'invalidProfile' })
  printsNone(told.view(), 'a refused address')
})

shown.run()
