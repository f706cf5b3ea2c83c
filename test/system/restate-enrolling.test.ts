// The whole way through a real Restate: what a person does, over a restart of the server, and what it leaves behind.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TOTP, URI } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal, type EnrollmentService } from '../../machines/index.ts'
import type { AuditEvent } from '../../src/audit/index.ts'
import { writeSealingKey } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { enrollmentEndpoint, registerEnrollments, type RunningEndpoint } from '../../src/restate/index.ts'
import { soon, startRestateSetting, type RestateSetting } from './restate-setting.ts'

const enrolling = suite('enrolling through Restate')

let setting: RestateSetting
let endpoint: RunningEndpoint
const events: AuditEvent[] = []
const bound: string[] = []
/** What `by-sms` was, each time that its process said that it has changed. */
const changes: Promise<string | undefined>[] = []
const secrets = new Set<string>()
const keep = (secret: string) => {
  assert.ok(secret.length > 5)
  secrets.add(secret)
  return secret
}

/** Notes what must be found nowhere. */
const noting = (service: EnrollmentService): EnrollmentService => ({
  ...service,
  enrollFactor: (bind, options) => {
    keep(reveal(bind.enrollmentToken))
    return service.enrollFactor(bind, options)
  },
})

enrolling.before(async () => {
  setting = await startRestateSetting()
  const { host, sandbox, keys, server, accessToken } = setting
  keep(reveal(accessToken))
  keep(writeSealingKey(keys[0]))
  const served = enrollmentEndpoint({
    keys,
    service: (credentials) =>
      noting(
        createGenAuthService({
          host,
          appId: sandbox.appId,
          getAccessToken: async () => (credentials.accessToken ? reveal(credentials.accessToken) : ''),
        }),
      ),
    onEvent: (event) => events.push(event),
    onBound: ({ enrollmentId, factorType }) => void bound.push(`${enrollmentId} ${factorType}`),
  })
  served.onChanged((id) => {
    if (id === 'by-sms') changes.push(setting.engine.view(id).then((view) => view?.state))
  })
  endpoint = await served.listen({ port: 0 })
  await registerEnrollments({ admin: server.admin, uri: `http://127.0.0.1:${endpoint.port}` })
})

enrolling.after(async () => {
  await setting.close()
  await endpoint.close({ graceMs: 0 })
})

/** Restate has a call of it, or the result of one. */
const isUnderWay = async (id: string): Promise<boolean> => {
  const targets = await setting.server.query('select target from sys_invocation')
  return targets.includes(`${id}/run`) || targets.includes(`${id}/settle`)
}

const told = (id: string) => events.filter(({ enrollmentId }) => enrollmentId === id).map(({ type }) => type)

enrolling('SMS, from the number to the bound factor, with a wrong code on the way', async () => {
  const { engine, createSms, reaches, submit, lastCode, sandbox } = setting
  const created = await createSms('by-sms')
  assert.ok(created.isNew && created.answer.accepted)
  assert.is(created.answer.view.state, 'requesting')
  await reaches('by-sms', 'awaitingCode')
  keep(sandbox.outbox.at(-1)?.to ?? '')
  const malformed = await submit('by-sms', 'abc')
  assert.is(malformed?.accepted === false && malformed.reason, 'invalidCode')
  assert.ok((await submit('by-sms', keep(lastCode())))?.accepted)
  const done = await reaches('by-sms', 'done')
  assert.is(done.state, 'done')
  assert.equal(told('by-sms'), [
    'factor.requested',
    'challenge.opened',
    'command.refused',
    'code.submitted',
    'factor.bound',
  ])
  assert.equal(bound, ['by-sms SMS'])
  while ((await changes.at(-1)) !== 'done') await soon()
  const states = await Promise.all(changes)
  assert.ok(states.includes('awaitingCode'), 'whoever is told of a change finds it in Restate')
  assert.is(sandbox.factors().length, 1)
  const owner = await engine.ownerOf('by-sms')
  assert.is(owner && keep(reveal(owner)), 'owner-of-by-sms')
})

enrolling('created twice: the same enrollment, left as it is', async () => {
  const { engine, createSms, sandbox } = setting
  const messages = sandbox.outbox.length
  const again = await createSms('by-sms')
  assert.is(again.isNew, false)
  assert.is(again.isSameRequest, true)
  assert.is(again.answer.accepted === false && again.answer.reason, 'exists')
  const other = await engine.create({ enrollmentId: 'by-sms', requestDigest: 'another' })
  assert.is(other.isSameRequest, false)
  assert.is(sandbox.outbox.length, messages)
})

enrolling('OTP, watched, over a server that is killed and starts again on the same folder', async () => {
  const { engine, accessToken, reaches, submit, server } = setting
  const seen: string[] = []
  const unwatch = engine.watch('by-otp', ({ state }) => seen.push(state))
  await engine.create({
    enrollmentId: 'by-otp',
    owner: redact('owner-of-by-otp'),
    accessToken,
    command: { type: 'factor.chosen', factorType: 'OTP' },
  })
  const open = await reaches('by-otp', 'awaitingCode')
  assert.ok(open.state === 'awaitingCode' && open.challenge.factorType === 'OTP')
  const uri = URI.parse(keep(reveal(open.challenge.otp.uri)))
  assert.ok(uri instanceof TOTP)
  keep(uri.secret.base32)
  await server.kill()
  const lost = await engine.view('by-otp').then(
    () => '',
    (error: unknown) => String(error),
  )
  assert.match(lost, /Restate did not answer/)
  assert.match(engine.health().storeFailure ?? '', /Restate did not answer/)
  await server.start()
  const again = await reaches('by-otp', 'awaitingCode')
  assert.is(again.state === 'awaitingCode' && again.expiresAt, open.expiresAt, 'the same minute')
  assert.is(engine.health().storeFailure, null)
  assert.ok((await submit('by-otp', keep(uri.generate())))?.accepted)
  const saving = await reaches('by-otp', 'savingRecoveryCode')
  assert.ok(saving.state === 'savingRecoveryCode')
  keep(reveal(saving.recoveryCode))
  assert.ok((await engine.send('by-otp', { type: 'recoveryCode.saved' }))?.accepted)
  while (seen.at(-1) !== 'done') await soon()
  unwatch()
})

enrolling('the server is killed in the middle of a bind, the service lives: its answer counts', async () => {
  const { createSms, reaches, submit, lastCode, sandbox, server, binds } = setting
  await createSms('over-a-kill')
  await reaches('over-a-kill', 'awaitingCode')
  keep(sandbox.outbox.at(-1)?.to ?? '')
  const before = binds()
  sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 700, times: 1 })
  await submit('over-a-kill', keep(lastCode()))
  while (sandbox.faults.list().length > 0) await soon()
  await server.kill()
  await server.start()
  await reaches('over-a-kill', 'done')
  assert.is(binds() - before, 1)
  assert.equal(told('over-a-kill').slice(-2), ['code.submitted', 'factor.bound'])
})

enrolling('a lookup for want of a token waits for its person, and goes on with theirs', async () => {
  const { engine, createSms, reaches, submit, lastCode, sandbox, binds } = setting
  const isRefused = () => sandbox.requests.some(({ fault }) => fault === 'refusal')
  await createSms('without-token')
  await reaches('without-token', 'awaitingCode')
  const before = binds()
  sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
  sandbox.faults.add({ kind: 'refusal', endpoint: 'listEnrolledFactors', statusCode: 401 })
  await submit('without-token', lastCode())
  while (!isRefused() || (await isUnderWay('without-token'))) await soon()
  assert.is((await engine.view('without-token'))?.state, 'reconciling')
  sandbox.faults.clear()
  await reaches('without-token', 'done')
  assert.is(binds() - before, 1)
})

enrolling('a result that comes after its person has left changes nothing', async () => {
  const { engine, createSms, sandbox } = setting
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 300, times: 1 })
  await createSms('left-early')
  const left = await engine.send('left-early', { type: 'enrollment.cancelled' })
  assert.is(left?.accepted && left.view.state, 'cancelled')
  while (await isUnderWay('left-early')) await soon()
  assert.is((await engine.view('left-early'))?.state, 'cancelled')
  assert.equal(told('left-early'), ['factor.requested', 'enrollment.cancelled'])
})

enrolling('erased: gone, and its id may begin anew', async () => {
  const { engine } = setting
  assert.is(await engine.erase('left-early'), true)
  assert.is(await engine.erase('left-early'), false)
  assert.is(await engine.view('left-early'), null)
  assert.is(await engine.send('left-early', { type: 'enrollment.cancelled' }), null)
  assert.is((await engine.create({ enrollmentId: 'left-early' })).isNew, true)
})

/** A text as it may stand in a file or an answer: clear, in hexadecimal, and in base64 at each of its three offsets. */
const formsOf = (text: string): readonly string[] => {
  const bytes = Buffer.from(text)
  const inBase64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : offset + 1, -4),
  )
  return [text, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...inBase64]
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile())

const everyTable = async (): Promise<string> => {
  const { server } = setting
  const tables = JSON.parse(
    await server.query("select table_name from information_schema.tables where table_schema = 'public'"),
  ) as { readonly rows: readonly { readonly table_name: string }[] }
  assert.ok(tables.rows.length > 10)
  const found = tables.rows.map(({ table_name }) =>
    server.query(`select * from ${table_name}`).catch(() => ''),
  )
  return (await Promise.all(found)).join('\n')
}

enrolling(
  'no secret is in Restate: not through its SQL in the middle of a bind, nor in any file',
  async () => {
    const { server, sandbox, createSms, reaches, submit, lastCode, keys } = setting
    await createSms('looked-at')
    await reaches('looked-at', 'awaitingCode')
    keep(sandbox.outbox.at(-1)?.to ?? '')
    sandbox.faults.add({ kind: 'hang', endpoint: 'enrollFactor', times: 1 })
    await submit('looked-at', keep(lastCode()))
    while (sandbox.faults.list().length > 0) await soon()
    const tables = await everyTable()
    assert.match(tables, /looked-at\/run/, 'the bind is under way')
    assert.match(tables, new RegExp(keys[0].id), 'what stands there was sealed with the key')
    assert.ok(secrets.size > 10)
    for (const secret of secrets)
      for (const form of formsOf(secret)) assert.not.ok(tables.includes(form), `in a table: ${secret}`)
    await server.kill()
    const files = filesUnder(server.baseDir).map((name) => readFileSync(name, 'latin1'))
    // What is no secret is found, so the search would find what is.
    assert.ok(files.some((text) => text.includes('looked-at')))
    for (const secret of secrets)
      for (const form of formsOf(secret))
        assert.not.ok(
          files.some((text) => text.includes(form)),
          `in a file: ${secret}`,
        )
  },
)

enrolling.run()
