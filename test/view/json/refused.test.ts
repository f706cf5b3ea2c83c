import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { reveal } from '../../../src/index.ts'
import { decodeReply, decodeView, encodeReply, encodeView } from '../../../src/view/json/index.ts'
import { boundStory, stories } from '../../live/stories.ts'
import { secrets, start } from '../../machines/examples.ts'
import { screen } from '../../live/live-enrollment.ts'

const refused = suite('what is no view, and what is one all the same')

const encoded = async (story = stories.awaitingCode): Promise<Record<string, unknown>> =>
  Object(encodeView((await story('OTP')).view()))

const isNone = (json: unknown, what: string) => assert.equal(decodeView(json), E.left('notAView'), what)

refused('what is not an object, or lacks a field', async () => {
  for (const json of [null, undefined, 1, '', 'idle', [], {}, { state: 'idle' }])
    isNone(json, JSON.stringify(json))
  const view = await encoded()
  for (const key of Object.keys(view)) {
    const { [key]: _, ...rest } = view
    isNone(rest, `without ${key}`)
  }
})

refused('a state, message, factor or error that is not known', async () => {
  const view = await encoded()
  isNone({ ...view, state: 'enrolling' }, 'state')
  isNone({ ...view, factorType: 'PASSKEY' }, 'factor')
  isNone({ ...view, error: 'gremlins' }, 'error')
  for (const id of ['nonsense', 'error.gremlins', 'error.', 'toString', '__proto__'])
    isNone({ ...view, message: { id, params: {} } }, id)
  isNone({ ...view, problem: { id: 'error.throttled', params: {} } }, 'a wait that is missing')
  isNone({ ...view, message: { id: 'enterAppCode', params: { digits: '6' } } }, 'digits in words')
})

refused('a number that is none, or has no end', async () => {
  const view = await encoded()
  for (const expiresAt of [Number.NaN, Number.POSITIVE_INFINITY, '1', null])
    isNone({ ...view, expiresAt }, String(expiresAt))
})

refused('a link in the place of what an app adds', async () => {
  const view = await encoded()
  for (const uri of ['javascript:alert(1)', 'https://example.org/', 'otpauth://hotp/a?secret=AAAA'])
    isNone({ ...view, challenge: { factorType: 'OTP', otp: { ...Object(view['challenge']).otp, uri } } }, uri)
})

refused('fields that are not known are dropped, at every depth', async () => {
  const view = await encoded()
  const more = { ...view, mood: 'good', can: { ...Object(view['can']), fly: true } }
  const decoded = decodeView(JSON.parse(JSON.stringify(more).replace('{', '{"__proto__":{"state":"done"},')))
  assert.ok(E.isRight(decoded))
  assert.not.ok('mood' in decoded.right)
  assert.not.ok('fly' in decoded.right.can)
  assert.is(decoded.right.state, 'awaitingCode')
})

refused('a reply without id or clock', async () => {
  const reply = encodeReply('6a1f', (await stories.failed('SMS')).view(), start)
  assert.ok(E.isRight(decodeReply(reply)))
  for (const key of ['id', 'serverTime', 'state']) {
    const { [key]: _, ...rest } = reply
    assert.equal(decodeReply(rest), E.left('notAReply'), key)
  }
})

refused('secrets are clear in JSON, and nowhere after it', async () => {
  const json = JSON.stringify(encodeView((await boundStory('OTP')).view()))
  assert.ok(json.includes(secrets.recoveryCode))
  const decoded = decodeView(JSON.parse(json))
  assert.ok(E.isRight(decoded))
  assert.is(reveal(screen(decoded.right, 'savingRecoveryCode').recoveryCode), secrets.recoveryCode)
  assert.not.ok(JSON.stringify(decoded.right).includes(secrets.recoveryCode))
})

refused.run()
