// Whatever crosses the wire, byte for byte.
import { TOTP } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, reveal, settledView } from '../../../src/index.ts'
import { createSandbox } from '../../../src/sandbox/index.ts'
import { valueOf } from '../../genauth/given.ts'
import { bare, choose, secrets, submitFor } from '../../machines/examples.ts'
import { otpIssued, timedOut, wrongCode } from '../../machines/scripted-service.ts'
import { secretsIn } from '../../machines/revealed.ts'
import { face as photo } from '../../sandbox/pictures.ts'
import { inspected, type InspectedRun } from './inspected.ts'

const hidden = suite<{ run: InspectedRun }>('what @xstate/inspect may not see')
hidden.before.each(async (context) => {
  context.run = await inspected()
})
hidden.after.each(({ run }) => run.close())

for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const) {
  hidden(
    `no frame of an enrollment of ${factorType} holds a secret, in either direction`,
    async ({ run }) => {
      const viewer = await run.viewer()
      const { send, state } = run.enroll({
        script: {
          ...(factorType === 'OTP' && { sendEnrollFactorRequest: [otpIssued()] }),
          enrollFactor: [wrongCode, timedOut],
        },
      })
      await send(choose[factorType], submitFor[factorType])
      const late = await run.viewer()
      await send(choose[factorType], submitFor[factorType], bare('enrollment.cancelled'))
      await Promise.all([viewer.heard(), late.heard()])
      assert.ok(viewer.socket.incoming.length > 6)
      for (const { socket } of [viewer, late]) {
        assert.equal(secretsIn([...socket.incoming, ...socket.outgoing].join('\n')), [])
      }
      assert.is.not(state(), 'idle')
    },
  )
}

hidden('nothing that the sandbox knows as secret gets out of a real enrollment', async ({ run }) => {
  const sandbox = createSandbox()
  const service = sandbox.service()
  const viewer = await run.viewer()
  const known = [sandbox.accessToken, sandbox.adminToken]

  const otp = createEnrollment({ service, inspect: run.inspect })
  otp.send({ type: 'factor.chosen', factorType: 'OTP' })
  const open = await settledView(otp)
  if (open.state !== 'awaitingCode' || open.challenge.factorType !== 'OTP') throw new Error(open.state)
  const secret = reveal(open.challenge.otp.manualKey).replaceAll(' ', '')
  const passCode = new TOTP({ secret }).generate()
  known.push(secret, reveal(open.challenge.otp.uri), passCode)
  otp.send({ type: 'code.submitted', passCode })
  const saving = await settledView(otp)
  if (saving.state !== 'savingRecoveryCode') throw new Error(saving.state)
  known.push(reveal(saving.recoveryCode))
  otp.send({ type: 'recoveryCode.saved' })

  const sms = createEnrollment({ service, inspect: run.inspect })
  sms.send({ type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: '18800001234' } })
  await settledView(sms)
  const code = sandbox.outbox.at(-1)?.code ?? ''
  known.push('18800001234', code)
  sms.send({ type: 'code.submitted', passCode: code })
  await settledView(sms)

  const face = createEnrollment({ service, inspect: run.inspect })
  const key = valueOf(await sandbox.photoUpload()(photo)()).key
  known.push(reveal(key))
  face.send({ type: 'factor.chosen', factorType: 'FACE' })
  await settledView(face)
  face.send({ type: 'photo.submitted', photo: key, isExternalPhoto: false })
  await settledView(face)

  await viewer.until(() => viewer.of('service.stop').length === 3)
  assert.ok(viewer.states().filter(({ done }) => done).length >= 3)
  assert.ok(known.every((text) => text.length >= 4))
  const crossed = [...viewer.socket.incoming, ...viewer.socket.outgoing].join('\n')
  // Times are longer numbers, and hold many a code by chance.
  const isShown = (text: string) =>
    /^\d+$/.test(text) ? new RegExp(`(?<!\\d)${text}(?!\\d)`).test(crossed) : crossed.includes(text)
  assert.equal(known.filter(isShown), [])
})

hidden('the search finds what it is for', () => {
  assert.equal(secretsIn(JSON.stringify({ event: JSON.stringify({ passCode: secrets.passCode }) })), [
    'passCode',
  ])
})

hidden.run()
