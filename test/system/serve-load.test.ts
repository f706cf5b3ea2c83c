// `mfa-enroll serve` under ten times what its limits let through, as a process of its own.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codeOf } from '../cli/authenticator.ts'
import { inspectable, inspected, megabyte } from './inspected-process.ts'
import { onStage, sms, type Served, type Stage } from './served.ts'

type Answer = Awaited<ReturnType<Served['ask']>>

const load = suite('serve under ten times the limit')

/** So many requests, some at a time, as fast as they are answered. */
const flood = async (count: number, ask: (index: number) => Promise<Answer>): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  let next = 0
  const lane = async () => {
    while (next < count) {
      next += 1
      answers.push(await ask(next))
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return answers
}

/** `{ '200': 597, '429 request': 5403 }` */
const countOf = (answers: readonly Answer[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { status, body } of answers) {
    const outcome = body.reason === undefined ? String(status) : `${status} ${body.reason}`
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return counts
}

const saysWhenToComeBack = (answers: readonly Answer[], windowSeconds: number) => {
  for (const { status, headers } of answers) {
    if (status !== 429) continue
    const seconds = Number(headers.get('retry-after'))
    assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= windowSeconds, String(seconds))
  }
}

const withoutTime = ({ body }: Answer): string => JSON.stringify(body).replace(/"serverTime":\d+/, '')

/** Of the shape that `codeOf` takes. */
const uriIn = ({ body }: Answer): string => /"uri":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? ''

const day = 86_400
// The amounts are the usual ones. Their minute is made a day, for a slow machine may take longer than a minute.
const limits = (...changed: readonly string[]) => ['--limits', changed.join(',')]

load('one person at 6,000 requests has 600 answered; the rest change nothing and leave nothing behind', () =>
  onStage(async ({ serve, db, sandbox: { sandbox } }) => {
    const server = await serve(
      ['--db', db, '--metrics-port', '0', ...limits(`request=600/${day}`)],
      inspectable,
    )
    const { ask } = server
    const inside = await inspected(server)
    const own = await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
    const { id = '', generation } = own.body
    const path = `/enrollments/${id}`
    const submitted = { type: 'code.submitted', passCode: codeOf(uriIn(own)), generation }
    // The state that waits for the person without a deadline.
    const bound = await ask('POST', `${path}/events`, { body: submitted })
    assert.is(bound.body.state, 'savingRecoveryCode')

    const answered = await flood(600, () => ask('GET', path))
    assert.equal(countOf(answered), { '200': 598, '429 request': 2 })
    saysWhenToComeBack(answered, day)
    // The first refusals are made of code that has not run before.
    await flood(600, () => ask('GET', path))
    const before = { requests: sandbox.requests.length, memory: await inside.liveBytes() }

    const wishes = [
      () => ask('GET', path),
      () => ask('POST', `${path}/events`, { body: { type: 'recoveryCode.saved' } }),
      () => ask('POST', `${path}/events`, { body: { type: 'enrollment.cancelled' } }),
      () => ask('POST', '/enrollments', { body: sms('18800000001') }),
      () => ask('DELETE', path),
      () => ask('GET', `${path}/stream`),
      () => ask('GET', '/factors'),
    ]
    const refused = await flood(4_800, (index) => wishes[index % wishes.length]?.() ?? ask('GET', path))
    assert.equal(countOf(refused), { '429 request': 4_800 })
    saysWhenToComeBack(refused, day)
    const strangers = await flood(6_000, () => ask('GET', path, { token: 'nobody' }))
    assert.equal(countOf(strangers), { '401': 600, '429 request': 5_400 })
    assert.is(sandbox.requests.length, before.requests, 'the service hears of none of it')

    const others = Array.from({ length: 9 }, (_, index) =>
      sandbox.signIn(sandbox.addAccount({ email: `person-${index}@example.com` })),
    )
    const ofOthers = await flood(5_400, (index) => ask('GET', path, { token: others[index % 9] ?? '' }))
    assert.equal(countOf(ofOthers), { '404': 5_400 }, 'nobody else is kept out')

    const grown = (await inside.liveBytes()) - before.memory
    // Under 100 bytes for each of the 16,200 requests: less than any part of one that could be held.
    assert.ok(grown < 1.5 * megabyte, `it holds ${grown} bytes more than before`)
    inside.leave()

    const metrics = await (await fetch(`${server.metrics}/metrics`)).text()
    assert.match(metrics, /^mfa_enrollment_limits_hit_total\{limit="request"\} 10802$/m)
    const { code, stdout } = await server.end('SIGTERM')
    assert.is(code, 0)
    assert.not.match(stdout, /"msg":"defect"/)

    // A process of its own has its own counts of requests, and the same enrollments.
    const next = await serve(['--db', db])
    assert.is(
      withoutTime(await next.ask('GET', path)),
      withoutTime(bound),
      'as it was, recovery code and all',
    )
  }),
)

load('one person asks two processes for 50 codes at once: five are sent', () =>
  onStage(async ({ serve, db, sandbox: { sandbox } }) => {
    const args = ['--db', db, ...limits(`subject=5/${day}`)]
    const servers = await Promise.all([serve(args), serve(args)])
    const at = (index: number) => (index % 2 === 0 ? servers[0] : servers[1])
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        at(index).ask('POST', '/enrollments', { body: sms(String(18_800_000_000 + index)) }),
      ),
    )
    assert.equal(countOf(asked), { '201': 5, '429 subject': 45 })
    saysWhenToComeBack(asked, day)
    assert.is(sandbox.outbox.length, 5)
    const sent = sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest')
    assert.is(sent.length, 5)

    const [id = ''] = asked.flatMap(({ body }) => body.id ?? [])
    const anew = { type: 'factor.chosen', ...sms('18800000099') }
    const again = await flood(50, (index) =>
      at(index).ask('POST', `/enrollments/${id}/events`, { body: anew }),
    )
    assert.equal(countOf(again), { '429 subject': 50 })
    assert.is((await servers[0].ask('GET', `/enrollments/${id}`)).body.generation, 1)
    assert.is(sandbox.outbox.length, 5)
  }),
)

const ofTwentyPeople = async ({ serve, db, sandbox: { sandbox } }: Stage): Promise<void> => {
  const args = ['--db', db, ...limits(`subject=5/${day}`, `target=10/${day}`, 'address=off,targetMinute=off')]
  const servers = await Promise.all([serve(args), serve(args)])
  const tokens = Array.from({ length: 20 }, (_, index) =>
    sandbox.signIn(sandbox.addAccount({ email: `person-${index}@example.com` })),
  )
  const spellings = ['18800000001', '018800000001', '188 0000 0001']
  const asked = await flood(100, (index) =>
    (index % 2 === 0 ? servers[0] : servers[1]).ask('POST', '/enrollments', {
      body: sms(spellings[index % 3] ?? ''),
      token: tokens[index % 20] ?? '',
    }),
  )
  assert.equal(countOf(asked), { '201': 10, '429 target': 90 })
  saysWhenToComeBack(asked, day)
  assert.is(sandbox.outbox.length, 10)
  const sent = sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest')
  assert.is(sent.length, 10)
  // What was refused for the number was not taken from the person.
  const another = { body: sms('18800000002'), token: tokens[0] ?? '' }
  assert.is((await servers[0].ask('POST', '/enrollments', another)).status, 201)
}

load('twenty people ask for 100 messages to one number, however they write it: ten are sent', () =>
  // A service that would send them all, for what it holds back itself is no message.
  onStage(ofTwentyPeople, { sendIntervalMs: 0 }),
)

load.run()
