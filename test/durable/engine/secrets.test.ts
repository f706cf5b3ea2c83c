import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { TOTP, URI } from 'otpauth'
import { redact, reveal } from '../../../machines/index.ts'
import { createSealer } from '../../../src/durable/sealing/sealer.ts'
import { newSealingKey, writeSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import { bare } from '../../machines/examples.ts'
import { accessToken, chooseSms, owner, phone, quiet, world } from './world.ts'

const secrets = suite('the secrets of an engine')

secrets('stand in no row, event, answer, error or report in clear', async () => {
  const w = world()
  const { process, commits, clock, sandbox, key } = w
  const it = process()
  const { engine, create, send, events, bound, defects } = it
  await engine.start()
  const shown: unknown[] = []
  shown.push(await create('sms', chooseSms))
  await quiet()
  const passCode = sandbox.outbox.at(-1)?.code ?? ''
  shown.push(await engine.view('sms'))
  shown.push(await send('sms', { type: 'code.submitted', passCode }))
  shown.push(
    await create('mail', {
      type: 'factor.chosen',
      factorType: 'EMAIL',
      profile: { email: 'mina@example.org' },
    }),
  )
  await quiet()
  const mailCode = sandbox.outbox.at(-1)?.code ?? ''
  shown.push(await send('mail', { type: 'code.submitted', passCode: mailCode }))
  shown.push(await create('app', { type: 'factor.chosen', factorType: 'OTP' }))
  await quiet()
  const view = await engine.view('app')
  if (view?.state !== 'awaitingCode' || view.challenge.factorType !== 'OTP') throw new Error('no challenge')
  const uri = reveal(view.challenge.otp.uri)
  const totp = URI.parse(uri)
  if (!(totp instanceof TOTP)) throw new Error('no TOTP')
  const otpCode = totp.generate({ timestamp: clock.now() })
  shown.push(view, await send('app', { type: 'code.submitted', passCode: otpCode }))
  const saving = await engine.view('app')
  if (saving?.state !== 'savingRecoveryCode') throw new Error('nothing to save')
  const recoveryCode = reveal(saving.recoveryCode)
  shown.push(saving, await send('app', bare('recoveryCode.saved')))
  // A key that is missing, a store that fails and a service that throws say something as well.
  const other = process({ keys: [newSealingKey()] })
  for (const asked of [other.engine.view('app'), other.engine.send('app', chooseSms)])
    shown.push(await asked.catch((error: unknown) => error))
  const thrown = process({
    service: () => {
      throw new Error('no such tenant')
    },
  })
  shown.push(await thrown.create('thrown', chooseSms))
  await quiet()

  const hidden = {
    passCode,
    mailCode,
    phoneNumber: phone.phoneNumber,
    email: 'mina@example.org',
    uri,
    otpSecret: totp.secret.base32,
    recoveryCode,
    accessToken,
    owner,
    key: writeSealingKey(key),
  }
  const told = [shown, events, bound, defects, other.defects, thrown.defects, engine.health(), it.credentials]
  const printed =
    inspect(told, { depth: 12, maxStringLength: null, maxArrayLength: null }) + JSON.stringify(told)
  const rows = commits.flat().map((change) => ('row' in change ? change.row : change))
  const written = rows
    .flatMap((row) => ('sealed' in row ? [Buffer.from(row.sealed)] : []))
    .flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('utf16le')])
    .join('\n')
  const columns = JSON.stringify(rows, (name, value: unknown) => (name === 'sealed' ? null : value))
  assert.ok(rows.length > 12)
  for (const [name, secret] of Object.entries(hidden)) {
    assert.ok(secret.length > 3, name)
    assert.not.ok(written.includes(secret), `${name} in a row`)
    // Six digits may stand in a time by chance; nothing of a person does.
    if (!/^\d{6}$/.test(secret)) assert.not.ok(columns.includes(secret), `${name} beside a row`)
    const withoutTimes = printed.replaceAll(/\b1[67]\d{11}\b/g, '')
    assert.not.ok(withoutTimes.includes(secret), `${name} is told`)
  }
  await engine.stop()
})

secrets('two rows of the same are sealed to different bytes', async () => {
  const { process, row } = world()
  const { create } = process()
  await create('one')
  await create('two')
  const [one, two] = [await row('one'), await row('two')]
  assert.not.equal(one?.sealed, two?.sealed)
})

secrets('the access token is not in the row any more once it is settled', async () => {
  const { process, row, key } = world()
  const { create, engine } = process()
  const opened = async () => {
    const found = await row('one')
    if (found === undefined) throw new Error('no row')
    const { sealed, revision } = found
    const text = createSealer([key]).open(sealed, { kind: 'enrollment', id: 'one', revision })
    return text._tag === 'Right' ? reveal(text.right) : ''
  }
  await create('one', chooseSms)
  assert.ok((await opened()).includes(accessToken))
  await quiet()
  assert.ok((await opened()).includes(phone.phoneNumber))
  assert.not.ok((await opened()).includes(accessToken))
  await engine.send('one', bare('enrollment.cancelled'), { accessToken: redact(accessToken) })
  assert.not.ok((await opened()).includes(accessToken))
  assert.not.ok((await opened()).includes(phone.phoneNumber))
  await engine.stop()
})

secrets.run()
