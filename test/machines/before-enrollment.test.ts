import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import type { BeforeEnrollment } from '../../machines/index.ts'
import { bare, choose, enrolled, start, submitCode } from './examples.ts'
import { listed, timedOut } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started, type StartOptions } from './started.ts'

const asking = suite('the host that is asked before each request')

/** Answers in turn; the last answer stands for all that follow. A function is asked; what a program without types gives is an answer, too. */
const host = (...answers: readonly unknown[]) => {
  const asked: BeforeEnrollment[] = []
  const beforeEnrollment = ((about: BeforeEnrollment) => {
    asked.push(about)
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    return typeof answer === 'function' ? (answer as () => unknown)() : answer
  }) as NonNullable<StartOptions['beforeEnrollment']>
  return { asked, beforeEnrollment }
}

const throwing = (cause: Error) => () => {
  throw cause
}

/** A host that takes its time. */
const slowHost = () => {
  let settle: (answer: boolean) => void = () => undefined
  let signal: AbortSignal | null = null
  const beforeEnrollment = (about: BeforeEnrollment) => {
    signal = about.signal
    return new Promise<boolean>((resolve) => {
      settle = resolve
    })
  }
  return {
    beforeEnrollment,
    isAborted: () => signal?.aborted ?? null,
    say: async (answer: boolean) => {
      settle(answer)
      await flushed()
    },
  }
}

asking('is told which enrollment, which attempt and which factor', async () => {
  for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const) {
    const { asked, beforeEnrollment } = host(true)
    await awaitingCode(factorType, { beforeEnrollment })
    assert.equal(
      asked.map(({ signal, ...about }) => [about, signal.aborted]),
      [[{ enrollmentId: '6a1f-enrollment', attemptId: '6a1f-enrollment:1', factorType }, false]],
    )
  }
})

asking('is told no contact data', async () => {
  const { asked, beforeEnrollment } = host(true)
  await awaitingCode('SMS', { beforeEnrollment })
  assert.equal(Object.keys(asked[0] ?? {}).toSorted(), ['attemptId', 'enrollmentId', 'factorType', 'signal'])
})

asking('is asked again before another choice and a renewal, and never before a bind', async () => {
  const { asked, beforeEnrollment } = host(true)
  const enrollment = await awaitingCode('SMS', { beforeEnrollment })
  await enrollment.send(choose.OTP)
  enrollment.clock.increment(60_000)
  await enrollment.send(bare('enrollment.renewed'), submitCode)
  assert.is(enrollment.state(), 'savingRecoveryCode')
  assert.equal(
    asked.map(({ attemptId, factorType }) => [attemptId, factorType]),
    [
      ['6a1f-enrollment:1', 'SMS'],
      ['6a1f-enrollment:2', 'OTP'],
      ['6a1f-enrollment:3', 'OTP'],
    ],
  )
})

asking('is asked again before a resend, once that is not refused any more', async () => {
  const { asked, beforeEnrollment } = host(true)
  const enrollment = await awaitingCode('SMS', { beforeEnrollment })
  await enrollment.send(bare('code.resend'))
  assert.is(asked.length, 1)
  enrollment.jump(60_000)
  await enrollment.send(bare('code.resend'))
  assert.equal(
    asked.map(({ attemptId }) => attemptId),
    ['6a1f-enrollment:1', '6a1f-enrollment:2'],
  )
})

asking('is asked before what a doubt had kept waiting', async () => {
  const { asked, beforeEnrollment } = host(true, false)
  const enrollment = await binding('OTP', { beforeEnrollment, script: { enrollFactor: [timedOut] } })
  await enrollment.reconciled()
  await enrollment.send(choose.SMS)
  assert.equal(
    asked.map(({ factorType }) => factorType),
    ['OTP', 'SMS'],
  )
  assert.is(enrollment.state(), 'idle')
  assert.equal(enrollment.context().error, { _tag: 'stepUpRequired' })
})

const refusals: Readonly<Record<string, unknown>> = {
  'with false': false,
  'with a promise of false': () => Promise.resolve(false),
  'by throwing': throwing(new Error('no session')),
  'by rejecting': () => Promise.reject(new Error('no session')),
  'with nothing': undefined,
  'with null': null,
  'with 1': 1,
  'with "true"': 'true',
  'with an object': {},
}
for (const [how, answer] of Object.entries(refusals)) {
  asking(`that answers ${how} lets nothing be sent, and may be asked again at once`, async () => {
    const { beforeEnrollment } = host(answer, true)
    const enrollment = started({ beforeEnrollment, onDefect: () => undefined })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), 'idle')
    assert.equal(enrollment.context().error, { _tag: 'stepUpRequired' })
    assert.equal(enrollment.calls, [])
    assert.equal(enrollment.context().cooldowns, [])
    assert.is(enrollment.refusal(choose.SMS), null)
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), 'awaitingCode')
    assert.is(enrollment.context().error, null)
  })
}

asking('that throws is heard of by onDefect, with what it threw', async () => {
  const cause = new Error('the session store is down')
  for (const answer of [throwing(cause), () => Promise.reject(cause)]) {
    const heard: unknown[] = []
    const { beforeEnrollment } = host(answer)
    const enrollment = started({ beforeEnrollment, onDefect: (defect) => heard.push(defect) })
    await enrollment.send(choose.OTP)
    assert.equal(heard, [cause])
    assert.not.match(JSON.stringify(enrollment.actor.getSnapshot()), 'the session store')
  }
})

asking('that says no is no defect', async () => {
  const heard: unknown[] = []
  const { beforeEnrollment } = host(false)
  await started({ beforeEnrollment, onDefect: (defect) => heard.push(defect) }).send(choose.OTP)
  assert.equal(heard, [])
})

asking('whose reporter throws as well stops nothing', async () => {
  const { beforeEnrollment } = host(throwing(new Error('one')), true)
  const onDefect = () => {
    throw new Error('two')
  }
  const enrollment = started({ beforeEnrollment, onDefect })
  await enrollment.send(choose.OTP, choose.OTP)
  assert.is(enrollment.state(), 'awaitingCode')
})

asking('that takes its time leaves the token its whole minute', async () => {
  const { beforeEnrollment, say } = slowHost()
  const enrollment = started({ beforeEnrollment })
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.clock.increment(600_000)
  assert.is(enrollment.state(), 'requesting')
  await say(true)
  assert.is(enrollment.context().challenge?.sentAt, start + 600_000)
  assert.is(enrollment.context().challenge?.deadline, start + 660_000)
  enrollment.clock.increment(59_999)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(1)
  assert.is(enrollment.state(), 'expired')
})

asking('is answered before the list of factors is asked for', async () => {
  const { beforeEnrollment, say } = slowHost()
  const enrollment = started({ beforeEnrollment, script: { listEnrolledFactors: [listed(enrolled('OTP'))] } })
  enrollment.tell(choose.OTP)
  await flushed()
  assert.equal(enrollment.calls, [])
  await say(true)
  assert.equal(
    enrollment.calls.map(({ name, attemptId }) => [name, attemptId]),
    [
      ['listEnrolledFactors', '6a1f-enrollment:1'],
      ['sendEnrollFactorRequest', '6a1f-enrollment:1'],
    ],
  )
})

for (const answer of [true, false]) {
  asking(`that says ${answer} to who has left meanwhile sends nothing`, async () => {
    const { beforeEnrollment, say, isAborted } = slowHost()
    const enrollment = started({ beforeEnrollment })
    enrollment.tell(choose.SMS)
    await flushed()
    assert.is(isAborted(), false)
    await enrollment.send(bare('enrollment.cancelled'))
    assert.is(isAborted(), true)
    await say(answer)
    assert.equal(enrollment.calls, [])
    assert.equal(enrollment.output(), { status: 'cancelled', bound: 'no' })
    assert.equal(enrollment.errors, [])
  })
}

asking('that answers after a restart sends nothing', async () => {
  const { beforeEnrollment, say } = slowHost()
  const enrollment = started({ beforeEnrollment })
  enrollment.tell(choose.SMS)
  await flushed()
  const at = enrollment.now()
  enrollment.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at + 60_000 })
  await say(true)
  assert.is(enrollment.state(), 'idle')
  assert.equal(enrollment.calls, [])
})

asking('that says no to a renewal leaves the factor to be chosen again', async () => {
  const { beforeEnrollment } = host(true, false, true)
  const enrollment = await awaitingCode('OTP', { beforeEnrollment })
  enrollment.clock.increment(60_000)
  await enrollment.send(bare('enrollment.renewed'))
  assert.is(enrollment.state(), 'idle')
  await enrollment.send(choose.OTP)
  assert.is(enrollment.state(), 'awaitingCode')
})

asking('that says no denies no factor that may be bound from before', async () => {
  for (const leavesWhileAsked of [true, false]) {
    const slow = slowHost()
    const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled('OTP'))] }
    let isFirst = true
    const beforeEnrollment = (about: BeforeEnrollment) => {
      if (!isFirst) return slow.beforeEnrollment(about)
      isFirst = false
      return true
    }
    const enrollment = await binding('OTP', { beforeEnrollment, script })
    await enrollment.reconciled()
    assert.is(enrollment.state(), 'failed')
    await enrollment.send(bare('enrollment.restarted'))
    enrollment.tell(choose.OTP)
    await flushed()
    if (!leavesWhileAsked) await slow.say(false)
    await enrollment.send(bare('enrollment.cancelled'))
    assert.equal(enrollment.output(), { status: 'cancelled', bound: 'unknown' })
  }
})

asking(
  'is not the only one who may ask for a step-up: a service over a server of its own may, too',
  async () => {
    const script = { sendEnrollFactorRequest: [E.left({ _tag: 'stepUpRequired' })] }
    const enrollment = started({ script })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), 'idle')
    assert.equal(enrollment.context().error, { _tag: 'stepUpRequired' })
    assert.equal(enrollment.context().cooldowns, [], 'nothing was sent, so nobody waits')
  },
)

asking('may be left out: then nobody is asked', async () => {
  const enrollment = await awaitingCode('OTP')
  assert.is(enrollment.state(), 'awaitingCode')
})

asking.run()
