import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import {
  memoryLimits,
  usualAmounts,
  type Limits,
  type Spending,
  type TargetAsked,
} from '../../src/server/index.ts'
import { sms, world } from './server-world.ts'

const limits = suite('limits of a server')

const counting = () => {
  const spent: Spending[] = []
  const givenBack: Spending[] = []
  const all: Limits = {
    spend: async (spendings) => {
      spent.push(...spendings)
      return null
    },
    giveBack: async (spendings) => void givenBack.push(...spendings),
  }
  return { all, spent, givenBack, sending: () => spent.filter(({ limit }) => limit !== 'request') }
}

const ofRequest = [
  { limit: 'subject', key: 'ann' },
  { limit: 'subjectDay', key: 'ann' },
  { limit: 'address', key: '203.0.113.7' },
]

const ofMessage = [
  { limit: 'targetOfSubject', key: '3 ann SMS +8618812345678' },
  { limit: 'target', key: 'SMS +8618812345678' },
  { limit: 'country', key: '+86' },
  { limit: 'day', key: 'all' },
]

const ofSms = [...ofRequest, ...ofMessage]

limits('count each message by who asked, from where, to whom, in which country, and in all', async () => {
  const { node } = world()
  const { all, sending } = counting()
  const { began, stop } = node({ server: { limits: all } })
  await began({ remoteAddress: '203.0.113.7' })
  const ofMinute = { limit: 'targetMinute', key: 'SMS +8618812345678' }
  assert.equal(sending(), [...ofRequest, ofMinute, ...ofMessage])
  await stop()
})

limits('count an IPv6 address by the network around it, too', async () => {
  const { node } = world()
  const { all, sending } = counting()
  const { began, stop } = node({ server: { limits: all } })
  const key = '2001:db8:1:2:0:0:0:1'
  await began({ remoteAddress: '2001:db8:1:2::1' })
  assert.equal(
    sending().filter(({ limit }) => limit === 'address' || limit === 'network'),
    [
      { limit: 'address', key },
      { limit: 'network', key },
    ],
  )
  await stop()
})

limits('of a /48 are no more for all its 65,536 networks than for four', async () => {
  const { node } = world()
  const { ask, stop } = node({
    server: { limits: memoryLimits({ amounts: { subject: null, subjectDay: null } }) },
  })
  const refusals = new Map<string, number>()
  for (let network = 0; network < 300; network += 1) {
    const remoteAddress = `2001:db8:1:${network.toString(16)}::1`
    const { status, json } = await ask('POST', '/enrollments', {
      body: { factorType: 'FACE' },
      remoteAddress,
    })
    const outcome = status === 201 ? 'begun' : json.reason
    refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1)
  }
  assert.equal(
    [...refusals],
    [
      ['begun', 240],
      ['network', 60],
    ],
  )
  await stop()
})

limits('count a code that is sent again, and one after expiry, as the first', async () => {
  const { node, clock } = world()
  const { all, sending, spent } = counting()
  const { began, send, stop } = node({ server: { limits: all } })
  const id = await began()
  spent.length = 0
  const remoteAddress = '203.0.113.7'
  clock.advance(60_000)
  assert.is((await send(id, { type: 'enrollment.renewed' }, { remoteAddress })).status, 200)
  assert.equal(sending(), ofSms)
  spent.length = 0
  await send(id, { type: 'code.resend' }, { remoteAddress })
  assert.equal(sending(), ofSms)
  await stop()
})

limits('get back what was spent for a command that is refused, and for nothing else', async () => {
  const { node } = world()
  const { all, spent, givenBack } = counting()
  const { began, send, stop } = node({ server: { limits: all } })
  const remoteAddress = '203.0.113.7'
  const id = await began({ remoteAddress })
  assert.equal(givenBack, [])
  spent.length = 0
  // Within the minute of the first message.
  assert.is((await send(id, { type: 'code.resend' }, { remoteAddress })).status, 409)
  assert.equal(givenBack, ofSms)
  assert.equal(
    spent.filter(({ limit }) => limit !== 'request'),
    ofSms,
  )
  await stop()
})

limits('count no message where none is sent', async () => {
  const { node } = world()
  const { all, sending } = counting()
  const { ask, send, show, stop } = node({ server: { limits: all } })
  const { json } = await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
  assert.equal(
    sending().map(({ limit }) => limit),
    ['subject', 'subjectDay'],
  )
  const { generation } = await show(json.id)
  await send(json.id, { type: 'code.submitted', passCode: '000000', generation })
  await send(json.id, { type: 'enrollment.cancelled' })
  assert.equal(sending().slice(2), [{ limit: 'code', key: 'ann' }])
  await stop()
})

limits(
  'keep strangers from using up in seconds what the owner of a number may receive in a day',
  async () => {
    const { node, sandbox } = world()
    const { ask, stop } = node({ server: { limits: memoryLimits() } })
    const refused: string[] = []
    for (const as of ['mallory', 'oscar'])
      for (let time = 0; time < 5; time += 1) {
        const { status, json } = await ask('POST', '/enrollments', { body: sms, as })
        // Left at once: so nobody hears that nothing was sent.
        if (status === 201) await ask('DELETE', `/enrollments/${json.id}`, { as })
        else refused.push(json.reason)
      }
    assert.equal([...new Set(refused)], ['targetMinute'])
    assert.is(refused.length, 9)
    assert.is(sandbox.outbox.length, 1)
    // So is the owner, for a minute; then there are nine more of the day.
    const own = await ask('POST', '/enrollments', { body: sms })
    assert.equal([own.status, own.json.reason], [429, 'targetMinute'])
    await stop()
  },
)

limits('let nobody alone use up what another person may receive', async () => {
  const { node } = world()
  const amounts = { targetMinute: null, targetOfSubject: { points: 1, seconds: 86_400 } }
  const { ask, stop } = node({ server: { limits: memoryLimits({ amounts }) } })
  const asked = async (as: string) => {
    const { status, json } = await ask('POST', '/enrollments', { body: sms, as })
    return status === 201 ? 201 : json.reason
  }
  assert.equal([await asked('mallory'), await asked('mallory')], [201, 'targetOfSubject'])
  assert.is(await asked('ann'), 201)
  await stop()
})

limits('of codes bound the guesses of one person, and those the machine refuses are given back', async () => {
  const { node } = world()
  const { all, spent, givenBack } = counting()
  const { began, send, stop } = node({ server: { limits: all } })
  const id = await began()
  await send(id, { type: 'code.submitted', passCode: '000000', generation: 1 })
  const guess = { limit: 'code', key: 'ann' }
  assert.equal(
    spent.filter(({ limit }) => limit === 'code'),
    [guess],
  )
  assert.equal(givenBack, [])
  await send(id, { type: 'code.submitted', passCode: '000000', generation: 7 })
  assert.equal(givenBack, [guess])
  await stop()
})

limits('count every request by its person, and those of nobody by where they come from', async () => {
  const { node } = world()
  const { all, spent } = counting()
  const { ask, stop } = node({ server: { limits: all } })
  await ask('GET', '/factors')
  await ask('GET', '/factors', { as: null, remoteAddress: '203.0.113.7' })
  await ask('GET', '/healthz')
  assert.equal(spent, [
    { limit: 'request', key: 'subject ann' },
    { limit: 'request', key: 'address 203.0.113.7' },
  ])
  await stop()
})

limits('believe a header about the address only from proxies of ours', async () => {
  const { node } = world()
  const { all, spent } = counting()
  const asking = {
    as: null,
    remoteAddress: '10.0.0.1',
    headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' },
  }
  for (const trustProxy of [false, true, 2]) {
    const { ask, stop } = node({ server: { limits: all, trustProxy } })
    await ask('GET', '/factors', asking)
    await stop()
  }
  assert.equal(
    spent.map(({ key }) => key),
    ['address 10.0.0.1', 'address 203.0.113.7', 'address 198.51.100.1'],
  )
})

limits('of ten times as much leave the engine as it is', async () => {
  const { node, commits, asked, clock } = world()
  const { subject } = usualAmounts
  const points = subject?.points ?? 0
  const { ask, observation, stop } = node({ server: { limits: memoryLimits() } })
  const statuses: number[] = []
  for (let time = 0; time < 10 * points; time += 1) {
    const phoneNumber = `188${String(12345678 + time)}`
    const body = { factorType: 'SMS', profile: { phoneCountryCode: '+86', phoneNumber } }
    statuses.push((await ask('POST', '/enrollments', { body })).status)
  }
  assert.equal(statuses, [...Array(points).fill(201), ...Array(9 * points).fill(429)])
  assert.is(asked('sendEnrollFactorRequest'), points)
  const rows = commits.length
  const { headers, json } = await ask('POST', '/enrollments', { body: sms })
  assert.equal([json.type, json.reason], ['/problems/limit-reached', 'subject'])
  assert.ok(Number(headers.get('retry-after')) >= 1)
  assert.is(commits.length, rows)
  assert.ok(clock.pending.size < 10)
  assert.match(
    (await observation.metrics.text())?.text ?? '',
    `mfa_enrollment_limits_hit_total{limit="subject"} ${9 * points + 1}`,
  )
  await stop()
})

limits('that cannot be counted let nothing through', async () => {
  const { node, commits } = world()
  const broken: Limits = {
    spend: () => Promise.reject(new Error('the database is gone')),
    giveBack: async () => undefined,
  }
  const { ask, defects, stop } = node({ server: { limits: broken } })
  const { status, text } = await ask('POST', '/enrollments', { body: sms })
  assert.is(status, 503)
  assert.is(text.includes('database'), false)
  assert.is(defects.length, 1)
  assert.equal(commits, [])
  await stop()
})

limits('come after the host has agreed to the target, also to send to it once more', async () => {
  const { node, clock, commits } = world()
  const asked: TargetAsked[] = []
  let isAllowed = true
  const { all, sending } = counting()
  const allowTarget = async (about: TargetAsked) => {
    asked.push(about)
    return isAllowed
  }
  const { ask, began, send, stop } = node({ server: { limits: all, allowTarget } })
  const id = await began()
  isAllowed = false
  clock.advance(60_000)
  const rows = commits.length
  const spent = sending().length
  const renewed = await send(id, { type: 'enrollment.renewed' })
  assert.equal([renewed.status, renewed.json.reason], [403, 'targetNotAllowed'])
  assert.is((await ask('POST', '/enrollments', { body: sms })).status, 403)
  assert.is((await send(id, { type: 'factor.chosen', ...sms })).status, 403)
  assert.equal([commits.length, sending().length], [rows, spent])
  assert.equal(
    asked.map(({ subject, factorType, profile }) => [subject, factorType, reveal(profile)]),
    Array(4).fill(['ann', 'SMS', sms.profile]),
  )
  await stop()
})

limits.run()
