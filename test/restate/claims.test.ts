import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { Effect } from '../../src/durable/index.ts'
import { isBind, mayBegin, newClaim } from '../../src/restate/object/claims.ts'

const claims = suite('claims and their time')

const list: Effect = { seq: 1, call: 'listEnrolledFactors', input: { attemptId: 'e:1' } }
const bind: Effect = {
  seq: 1,
  call: 'enrollFactor',
  input: {
    attemptId: 'e:1',
    bind: {
      factorType: 'SMS',
      enrollmentToken: redact('token'),
      enrollmentData: redact({ passCode: '123456' }),
    },
    choice: null,
    before: null,
  },
}

const at = (time: number, bindTimeoutMs = 20_000) => ({
  now: () => time,
  bindTimeoutMs,
  calls: { claim: () => 'mine' },
})

claims('a bind has its own time, and never longer than its enrollment waits for it', () => {
  assert.ok(isBind(bind) && !isBind(list))
  assert.equal(newClaim(bind, 60_000, at(0)), { name: 'mine', until: 20_000 })
  assert.equal(newClaim(bind, 60_000, at(45_000)), { name: 'mine', until: 60_000 })
  assert.equal(newClaim(list, 60_000, at(0)), { name: 'mine', until: 60_000 })
})

claims(
  'a bind is not begun shortly before its end: it must arrive while nobody thinks that it is over',
  () => {
    assert.is(mayBegin(bind, 20_000, at(14_999)), true)
    assert.is(mayBegin(bind, 20_000, at(15_000)), false)
    assert.is(mayBegin(list, 20_000, at(19_999)), true)
    assert.is(mayBegin(list, 20_000, at(20_000)), false)
    assert.is(mayBegin(bind, 900, at(599, 900)), true)
    assert.is(mayBegin(bind, 900, at(600, 900)), false)
  },
)

claims('what comes too late is not claimed', () => {
  assert.is(newClaim(bind, 60_000, at(55_000)), null)
  assert.is(newClaim(list, 60_000, at(60_000)), null)
})

claims.run()
