import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, type CommandInput } from '../../../machines/index.ts'
import type { Fault } from '../../../src/sandbox/index.ts'
import { bare } from '../../machines/examples.ts'
import { callsInFlight } from './calls-in-flight.ts'
import { accessToken, chooseSms, phone, quiet, world, type Process } from './world.ts'

const several = suite('several engines over one store')

type Happening =
  | {
      readonly does: 'send'
      readonly at: number
      readonly to: number
      readonly command: CommandInput | 'code'
    }
  | { readonly does: 'both'; readonly to: number; readonly command: CommandInput | 'code' }
  | { readonly does: 'pass'; readonly ms: number }
  | { readonly does: 'kill' | 'stop'; readonly at: number }
  | { readonly does: 'fault'; readonly fault: Fault }

const numbers = ['18812345671', '18812345672'] as const
const choose = (to: number) => ({
  ...chooseSms,
  profile: { ...phone, phoneNumber: numbers[to] ?? numbers[0] },
})

const at = fc.nat(1)
const command = fc.constantFrom<CommandInput | 'code'>(
  'code',
  'code',
  'code',
  bare('code.resend'),
  bare('enrollment.renewed'),
  bare('enrollment.restarted'),
)
const fault: fc.Arbitrary<Fault> = fc
  .record({
    kind: fc.constantFrom('lostReply', 'hang', 'serverError', 'latency'),
    endpoint: fc.constantFrom('sendEnrollFactorRequest', 'enrollFactor', 'listEnrolledFactors'),
  })
  .map(({ kind, endpoint }): Fault =>
    kind === 'latency' ? { kind, endpoint, ms: 7_000, times: 1 } : { kind, endpoint, times: 1 },
  )

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('send' as const), at, to: at, command }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('both' as const), to: at, command }) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(500, 2_000, 6_000, 16_000, 61_000)
      .map((ms) => ({ does: 'pass' as const, ms })),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('kill' as const, 'stop' as const), at }) },
  { weight: 3, arbitrary: fault.map((given) => ({ does: 'fault' as const, fault: given })) },
)

const run = async (happenings: readonly Happening[]) => {
  const w = world()
  const flight = callsInFlight()
  const processes: Process[] = []
  const started = async () => {
    const self = {}
    const process = w.process({ leaseMs: 6_000, service: () => flight.over(w.sandbox.service(), self) })
    processes.push(process)
    await process.engine.start()
    return { ...process, self }
  }
  const engines = [await started(), await started()]
  const ids = ['one', 'two']
  const codeFor = (to: number) => ({
    type: 'code.submitted' as const,
    passCode: w.sandbox.outbox.findLast((message) => message.to.endsWith(numbers[to] ?? ''))?.code ?? '0000',
  })
  const tell = (which: number, to: number, given: CommandInput | 'code') =>
    engines[which]?.engine.send(ids[to] ?? '', given === 'code' ? codeFor(to) : given, {
      accessToken: redact(accessToken),
    })

  for (const [to, id] of ids.entries())
    await engines[to]?.engine.create({
      enrollmentId: id,
      command: choose(to),
      accessToken: redact(accessToken),
    })

  const replace = async (which: number, how: 'kill' | 'stop') => {
    const before = engines[which]
    if (before === undefined) return
    if (how === 'kill') {
      before.kill()
      flight.gone(before.self)
    } else {
      const stopped = before.engine.stop({ graceMs: 1_000 })
      await quiet()
      await w.pass(1_000)
      await stopped
    }
    engines[which] = await started()
  }

  for (const one of happenings) {
    switch (one.does) {
      case 'send':
        void tell(one.at, one.to, one.command)
        break
      case 'both':
        void tell(0, one.to, one.command)
        void tell(1, one.to, one.command)
        break
      case 'pass':
        await w.pass(one.ms)
        break
      case 'kill':
      case 'stop':
        await replace(one.at, one.does)
        break
      case 'fault':
        w.sandbox.faults.add(one.fault)
        break
    }
    await quiet(one.does === 'send' ? 3 : 1)
  }

  // Then all goes well, and each comes to its end.
  w.sandbox.faults.clear()
  await w.pass(30_000)
  for (let round = 0; round < 24; round += 1) {
    for (const [to, id] of ids.entries()) {
      // Who looks brings a token: a lookup may have waited for it.
      const view = await engines[to]?.engine.view(id, { accessToken: redact(accessToken) })
      const state = view?.state
      if (state === 'idle') await tell(to, to, choose(to))
      if (state === 'expired') await tell(to, to, bare('enrollment.renewed'))
      if (state === 'failed') await tell(to, to, bare('enrollment.restarted'))
      if (state === 'awaitingCode') await tell(to, to, round % 2 === 0 ? 'code' : bare('code.resend'))
    }
    await w.pass(6_000)
  }

  assert.equal(flight.wrongs, [])
  for (const [to, id] of ids.entries()) {
    // Where nobody could tell whether a bind took effect, a second one is refused if it did.
    const isBound = w.sandbox.factors().some(({ target }) => target?.endsWith(numbers[to] ?? ''))
    assert.ok(isBound, `${id} is bound`)
    assert.ok(['done', 'failed', 'idle'].includes((await engines[1 - to]?.state(id)) ?? ''))
    assert.is((await w.row(id))?.isLeased, false)
    const told = processes.flatMap(({ bound }) => bound).filter(({ enrollmentId }) => enrollmentId === id)
    assert.ok(told.length <= 2, 'bound is told by the engine that stored it')
  }
  assert.equal(
    processes.flatMap(({ defects }) => defects),
    [],
  )
  const tooSoon = w.sandbox.requests.filter(({ statusCode }) => statusCode === 429)
  assert.equal(tooSoon, [], 'no message was asked for within a minute of the last')
  assert.is(w.sandbox.factors().length, numbers.length, 'nothing was bound twice')
  await Promise.all(engines.map(({ engine }) => engine.stop({ graceMs: 0 })))
}

several('do nothing twice at once, and bring each enrollment to its end, whatever happens', async () => {
  await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 18, size: 'max' }), run), {
    numRuns: 60,
  })
})

several.run()
