import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../src/index.ts'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { textOf, withMailCatcher } from '../sandbox/mail-catcher.ts'
import { face, jpegOf } from '../sandbox/pictures.ts'
import type { MakeUnderContract } from './enrollment-service.contract.ts'
import { choose, personAt } from './enrolling.ts'

const another = (code: string): string => (code === '000000' ? '000001' : '000000')

type Person = Awaited<ReturnType<typeof personAt>>

const withOlderFactor = async (person: Person): Promise<void> => {
  const { tell, submit, until } = person.enrolling()
  tell(choose.OTP)
  submit(person.appCode(await until('awaitingCode')))
  await until('savingRecoveryCode')
}

/** What a person lives through from the choice to the bound factor, whoever implements the port. */
export const wholeEnrollmentContract = (name: string, make: MakeUnderContract): void => {
  const whole = suite(`a whole enrollment: ${name}`)

  const test = (sentence: string, run: (person: Person) => Promise<void>, options: SandboxOptions = {}) =>
    whole(sentence, async () => {
      const person = await personAt(make, options)
      await run(person).finally(person.close)
    })

  test('OTP: the code of the app binds, and the recovery code is saved before it is done', async (person) => {
    const { tell, submit, until } = person.enrolling()
    tell(choose.OTP)
    submit(person.appCode(await until('awaitingCode')))
    assert.match(reveal((await until('savingRecoveryCode')).recoveryCode), /^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/)
    tell({ type: 'recoveryCode.saved' })
    await until('done')
    assert.equal(person.bound(), ['OTP'])
  })

  for (const factorType of ['SMS', 'EMAIL'] as const) {
    test(`${factorType}: the code that was sent binds`, async (person) => {
      const { tell, submit, until } = person.enrolling()
      tell(choose[factorType])
      await until('awaitingCode')
      submit(person.sentCode())
      await until('done')
      assert.equal(person.bound(), [factorType])
    })
  }

  whole('EMAIL: the code in the mail that arrived binds', () =>
    withMailCatcher({ logger: false }, async ({ port, caught }) => {
      const person = await personAt(make, { smtp: `smtp://127.0.0.1:${port}` })
      const { tell, submit, until } = person.enrolling()
      try {
        tell(choose.EMAIL)
        await until('awaitingCode')
        const [mail] = caught
        assert.equal([caught.length, mail?.to], [1, ['ann@example.com']])
        submit(/[0-9]{6}/.exec(mail === undefined ? '' : textOf(mail))?.[0] ?? '')
        await until('done')
        assert.equal(person.bound(), ['EMAIL'])
      } finally {
        await person.close()
      }
    }),
  )

  test('FACE: the photo is uploaded first, and its key binds', async (person) => {
    const photo = await person.upload(face)
    const { tell, submitPhoto, until } = person.enrolling()
    tell(choose.FACE)
    await until('awaitingCode')
    submitPhoto(photo)
    await until('done')
    assert.equal(person.bound(), ['FACE'])
  })

  test('FACE: a photo without a face is taken again, while the token lives', async (person) => {
    const { tell, submitPhoto, until } = person.enrolling()
    tell(choose.FACE)
    const before = await until('awaitingCode')
    // The sandbox sees no face in a picture this small.
    submitPhoto(await person.upload(jpegOf(40, 40)))
    await until('binding')
    const after = await until('awaitingCode')
    assert.equal(
      [after.error, after.expiresAt, after.generation],
      ['photoRejected', before.expiresAt, before.generation],
    )
    submitPhoto(await person.upload(face))
    await until('done')
    assert.is(person.binds(), 2)
  })

  test('FACE: a link in place of a photo is refused before anything is sent', async (person) => {
    const { enrollment, tell, until } = person.enrolling()
    tell(choose.FACE)
    await until('awaitingCode')
    for (const isExternalPhoto of [true, false]) {
      const photo = 'https://photos.example/ann.jpg'
      assert.equal(enrollment.send({ type: 'photo.submitted', photo, isExternalPhoto }), {
        accepted: false,
        reason: 'invalidPhoto',
      })
    }
    assert.is(person.binds(), 0)
  })

  test('FACE: a bind whose reply got lost ends done, with one bind at the server', async (person) => {
    const photo = await person.upload(face)
    const { tell, submitPhoto, until } = person.enrolling()
    tell(choose.FACE)
    await until('awaitingCode')
    person.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
    submitPhoto(photo)
    await until('done', 'failed', 'expired')
    assert.equal([person.binds(), person.bound()], [1, ['FACE']])
  })

  test('OTP: a wrong code keeps the key and the minute, and the right one still binds', async (person) => {
    const { tell, submit, until } = person.enrolling()
    tell(choose.OTP)
    const before = await until('awaitingCode')
    submit(another(person.appCode(before)))
    await until('binding')
    person.timers.increment(20_000)
    const after = await until('awaitingCode')
    assert.equal(
      [after.error, after.expiresAt, after.generation],
      ['wrongCode', before.expiresAt, before.generation],
    )
    assert.is(person.appCode(after), person.appCode(before))
    submit(person.appCode(after))
    await until('savingRecoveryCode')
  })

  test('SMS: wrong codes use the message up, and the view says so', async (person) => {
    const { tell, submit, until } = person.enrolling()
    tell(choose.SMS)
    await until('awaitingCode')
    submit(another(person.sentCode()))
    await until('binding')
    assert.is((await until('awaitingCode')).problem?.id, 'codeUsedUp')
  })

  test('the minute runs out, one command renews it, and a new key is told from the old', async (person) => {
    const { tell, submit, until } = person.enrolling()
    tell(choose.OTP)
    await until('awaitingCode')
    person.timers.increment(60_000)
    assert.ok((await until('expired')).can.renew)
    tell({ type: 'enrollment.renewed' })
    const renewed = await until('awaitingCode')
    assert.is(renewed.problem?.id, 'secretChanged')
    submit(person.appCode(renewed))
    await until('savingRecoveryCode')
    assert.equal(person.bound(), ['OTP'])
  })

  test('a bind whose reply got lost ends done, with one bind at the server', async (person) => {
    const { tell, submit, until } = person.enrolling()
    tell(choose.SMS)
    await until('awaitingCode')
    person.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
    submit(person.sentCode())
    await until('done', 'failed', 'expired')
    assert.equal([person.binds(), person.bound()], [1, ['SMS']])
  })

  test('a bind whose reply got lost shows its recovery code, also beside an older factor', async (person) => {
    await withOlderFactor(person)
    const { tell, submit, until } = person.enrolling()
    tell(choose.OTP)
    const opened = await until('awaitingCode')
    person.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
    submit(person.appCode(opened))
    await until('savingRecoveryCode', 'failed', 'expired')
    assert.equal([person.binds(), person.bound()], [2, ['OTP', 'OTP']])
  })

  test('OTP: a bind that was sent twice is bound once, and shows its recovery code', async (person) => {
    await withOlderFactor(person)
    const { tell, submit, until } = person.enrolling({ resends: true })
    tell(choose.OTP)
    submit(person.appCode(await until('awaitingCode')))
    const saving = await until('savingRecoveryCode', 'reconciling', 'failed', 'expired')
    assert.equal([saving.problem, saving.error, saving.recoveryCode !== null], [null, null, true])
    assert.equal([person.binds(), person.bound()], [3, ['OTP', 'OTP']])
  })

  test('SMS: a bind that was sent twice ends done, with one factor', async (person) => {
    const { tell, submit, until } = person.enrolling({ resends: true })
    tell(choose.SMS)
    await until('awaitingCode')
    submit(person.sentCode())
    await until('done', 'reconciling', 'failed', 'expired')
    assert.equal([person.binds(), person.bound()], [2, ['SMS']])
  })

  test(
    'where the server replaces a factor in place, a lost reply cannot be settled, and that is said',
    async (person) => {
      await withOlderFactor(person)
      const { tell, submit, until } = person.enrolling()
      tell(choose.OTP)
      const opened = await until('awaitingCode')
      person.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
      submit(person.appCode(opened))
      const failed = await until('failed', 'done', 'savingRecoveryCode')
      assert.equal([failed.error, failed.bound], ['outcomeUnknown', 'unknown'])
    },
    { factorIds: 'user' },
  )

  test('a bind that never took effect is found out, and the same code binds', async (person) => {
    const { tell, submit, until } = person.enrolling()
    tell(choose.SMS)
    await until('awaitingCode')
    person.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'serverError', times: 1 })
    submit(person.sentCode())
    await until('reconciling')
    await until('awaitingCode', 'expired')
    submit(person.sentCode())
    await until('done')
    assert.equal([person.binds(), person.bound()], [2, ['SMS']])
  })

  test('two submits at once send one bind', async (person) => {
    const { enrollment, tell, submit, until } = person.enrolling()
    tell(choose.SMS)
    await until('awaitingCode')
    submit(person.sentCode())
    assert.equal(enrollment.send({ type: 'code.submitted', passCode: person.sentCode() }), {
      accepted: false,
      reason: 'notNow',
    })
    await until('done')
    assert.is(person.binds(), 1)
  })

  whole.run()
}
