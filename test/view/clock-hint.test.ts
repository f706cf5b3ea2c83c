import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { en, messageText, zhCN, type ServiceError } from '../../src/index.ts'
import { choose, start, submitCode } from '../machines/examples.ts'
import { later, refused, wrongCode } from '../machines/scripted-service.ts'
import { live, type LiveOptions } from '../live/live-enrollment.ts'

const hint = suite('the hint after a second wrong code of an app')

const wrongAt = (serverTime: number) => refused({ _tag: 'wrongCode', serverTime })
const afterCodes = async (
  factorType: 'OTP' | 'SMS' | 'EMAIL',
  codes: number,
  answers: NonNullable<LiveOptions['script']>['enrollFactor'] = [wrongAt(start - 95_000)],
) => {
  const told = live({ script: { enrollFactor: answers }, limits: { wrongCodeBudget: 5 } })
  await told.send(choose[factorType], ...Array.from({ length: codes }, () => submitCode))
  return told
}

hint('is not there after the first one', async () => {
  const { problem } = (await afterCodes('OTP', 1)).view()
  assert.equal(problem, { id: 'error.wrongCode', params: { wait: 0 } })
})

hint('is there from the second one on, with how far the clock is ahead', async () => {
  for (const codes of [2, 3]) {
    const view = (await afterCodes('OTP', codes)).view()
    // Half a second is what a Date in whole seconds leaves out on the average.
    assert.equal(view.problem, { id: 'wrongCodeAgain', params: { clockAheadSeconds: 95 } })
    assert.is(view.error, 'wrongCode')
  }
})

hint('says how far the clock is behind', async () => {
  const told = await afterCodes('OTP', 2, [wrongAt(start + 95_000)])
  assert.equal(told.view().problem, { id: 'wrongCodeAgain', params: { clockAheadSeconds: -95 } })
})

hint('says nothing of a clock that is right, nearly right, or not known', async () => {
  for (const answer of [wrongAt(start), wrongAt(start - 20_499), wrongAt(start + 19_499), wrongCode]) {
    const told = await afterCodes('OTP', 2, [answer])
    assert.equal(told.view().problem, { id: 'wrongCodeAgain', params: { clockAheadSeconds: 0 } })
  }
})

hint(
  'speaks of a clock that is 20 seconds off, for servers take the codes beside the right one',
  async () => {
    for (const [serverTime, clockAheadSeconds] of [
      [start - 20_500, 20],
      [start + 19_500, -20],
    ] as const) {
      const told = await afterCodes('OTP', 2, [wrongAt(serverTime)])
      assert.equal(told.view().problem, { id: 'wrongCodeAgain', params: { clockAheadSeconds } })
    }
  },
)

hint('says ahead and behind in words, each in its language', () => {
  const text = (catalogue: typeof en, clockAheadSeconds: number) =>
    messageText(catalogue, { id: 'wrongCodeAgain', params: { clockAheadSeconds } })
  assert.match(text(en, 95), /95 s ahead/)
  assert.match(text(en, -95), /95 s behind/)
  assert.not.match(text(en, 0), /ahead|behind|[0-9]/)
  assert.match(text(zhCN, 95), /快了 95 秒/)
  assert.match(text(zhCN, -95), /慢了 95 秒/)
  assert.not.match(text(zhCN, 0), /快|慢|[0-9]/)
})

hint('is nothing for a code that was sent: no clock made that', async () => {
  for (const factorType of ['SMS', 'EMAIL'] as const) {
    const { problem } = (await afterCodes(factorType, 2)).view()
    assert.equal(problem, { id: 'error.wrongCode', params: { wait: 0 } })
  }
})

hint('gives way to another error, and comes back with the next wrong code', async () => {
  const rejected: ServiceError = { _tag: 'invalidInput', field: null }
  const wrong = wrongAt(start - 95_000)
  const told = await afterCodes('OTP', 3, [wrong, wrong, refused(rejected), wrong])
  assert.is(told.view().problem?.id, 'error.invalidInput')
  assert.is(told.view().announce?.message.id, 'error.invalidInput')
  await told.send(submitCode)
  assert.is(told.view().problem?.id, 'wrongCodeAgain')
})

hint('is gone while the next code is checked, and with the minute', async () => {
  const wrong = wrongAt(start - 95_000)
  const told = await afterCodes('OTP', 2, [wrong, wrong, later])
  await told.send(submitCode)
  assert.is(told.state(), 'binding')
  assert.is(told.view().problem, null)

  const expired = await afterCodes('OTP', 2)
  await expired.pass(60_000)
  assert.is(expired.state(), 'expired')
  assert.is(expired.view().problem, null)
})

hint('is gone with the next secret, whose codes were not tried yet', async () => {
  const told = await afterCodes('OTP', 2)
  await told.send(choose.OTP)
  assert.is(told.view().problem, null)
  await told.send(submitCode)
  assert.is(told.view().problem?.id, 'error.wrongCode')
})

hint('is read out at once, and does not change until the last seconds are', async () => {
  const told = await afterCodes('OTP', 2)
  const expected = {
    politeness: 'assertive',
    message: { id: 'wrongCodeAgain', params: { clockAheadSeconds: 95 } },
  } as const
  for (let second = 0; second < 40; second += 1) assert.equal(told.viewIn(second * 1_000).announce, expected)
})

hint.run()
