import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { stateOf, type EnrollmentContext, type EnrollmentSnapshot } from '../../machines/index.ts'
import { AuditEvent, auditEventsOf, enrollmentResumed } from '../../src/audit/index.ts'
import { chooseOtherPhone } from '../machines/examples.ts'
import { account, actions, type Account, type Action } from '../machines/random-actions.ts'
import { randomRun, type Watch } from '../machines/random-run.ts'
import { secretsIn } from '../machines/revealed.ts'
import type { Started } from '../machines/started.ts'

const histories = suite('the audit of whatever happens')

/** What an auditor who has seen nothing but the events believes. */
interface Believed {
  readonly state: AuditEvent['state']
  readonly factorType: AuditEvent['factorType']
  readonly bound: EnrollmentContext['bound']
  readonly wrongCodes: number
  readonly factorId: string | null
}

const atFirst: Believed = { state: 'idle', factorType: null, bound: 'no', wrongCodes: 0, factorId: null }

const told = (believed: Believed, event: AuditEvent): Partial<Believed> => {
  switch (event.type) {
    case 'factor.requested':
      return { wrongCodes: 0, factorId: null }
    case 'challenge.opened':
      return { bound: 'no' }
    case 'bind.failed':
      return { wrongCodes: event.wrongCodes }
    case 'bind.doubted':
      return { bound: 'unknown' }
    case 'bind.notFound':
      // While the challenge is open, a late bind may still be found.
      return { bound: event.state === 'awaitingCode' ? believed.bound : 'no' }
    case 'factor.bound':
      return { bound: 'yes', factorId: event.factorId }
    case 'enrollment.expired':
      return { bound: 'no' }
    case 'enrollment.cancelled':
      return { bound: event.bound }
    case 'enrollment.restarted':
      return { factorType: null, wrongCodes: 0, factorId: null }
    default:
      return {}
  }
}

const believe = (believed: Believed, event: AuditEvent): Believed => ({
  ...believed,
  state: event.state,
  factorType: event.factorType,
  ...told(believed, event),
})

const truthOf = (snapshot: EnrollmentSnapshot): Believed => {
  const { factorType, bound, wrongCodes, factorId } = snapshot.context
  return { state: stateOf(snapshot), factorType, bound, wrongCodes, factorId }
}

interface History {
  readonly events: readonly AuditEvent[]
  readonly last: () => EnrollmentSnapshot
}

/** Runs an enrollment at random, and compares after each transition what the events say with what is so. */
const historyOf = async (given: Account, happening: readonly Action[]): Promise<History> => {
  const events: AuditEvent[] = []
  let believed = atFirst
  let running: Started | null = null
  const tell = (news: readonly AuditEvent[]) => {
    events.push(...news)
    believed = news.reduce(believe, believed)
  }
  const watch: Watch = (enrollment, isResumed) => {
    running = enrollment
    let before = enrollment.actor.getSnapshot()
    if (isResumed && before.status === 'active') tell([enrollmentResumed(before, enrollment.now())])
    enrollment.actor.subscribe((after) => {
      tell(auditEventsOf(before, after, enrollment.now()))
      before = after
      assert.equal(believed, truthOf(after))
    })
  }
  await randomRun(given, happening, new Set(), watch)
  return {
    events,
    last: () => {
      if (running === null) throw new Error('No enrollment was watched')
      return running.actor.getSnapshot()
    },
  }
}

const typesIn = (events: readonly AuditEvent[]) => events.map(({ type }) => type)
const isEnd = ({ type, state }: AuditEvent) => type === 'enrollment.cancelled' || state === 'done'

const shown = (event: AuditEvent): string =>
  // A moment may by chance have the digits of a code.
  JSON.stringify(event, (_, value: unknown) => (typeof value === 'number' ? 0 : value))

/** What an audit must be like, by the name that a failure is told with. */
const rules: Readonly<Record<string, (history: History) => void>> = {
  'replayed, it gives the state, and what is bound': ({ events, last }) => {
    assert.equal(events.reduce(believe, atFirst), truthOf(last()))
  },

  'it is JSON that decodes to itself': ({ events }) => {
    for (const event of events)
      assert.equal(AuditEvent.decode(JSON.parse(JSON.stringify(event))), { _tag: 'Right', right: event })
  },

  'it holds no secret and no whole contact data': ({ events }) => {
    for (const text of events.map(shown)) {
      assert.equal(secretsIn(text), [], text)
      assert.not.ok(text.includes(chooseOtherPhone.profile.phoneNumber), text)
      assert.not.ok(text.includes('redacted'), text)
    }
  },

  'it has one end exactly when the enrollment has ended, and nothing after it': ({ events, last }) => {
    const isOver = last().status === 'done'
    assert.is(events.filter(isEnd).length, isOver ? 1 : 0)
    const final = events.at(-1)
    assert.is(final !== undefined && isEnd(final), isOver)
  },

  'nothing is bound twice, and nothing that was not submitted': ({ events }) => {
    let submitted = 0
    let bound = 0
    for (const type of typesIn(events)) {
      if (type === 'factor.requested') [submitted, bound] = [0, 0]
      if (type === 'code.submitted' || type === 'photo.submitted') submitted += 1
      if (type === 'factor.bound') bound += 1
      assert.ok(bound <= Math.min(1, submitted), type)
      if (type === 'recoveryCode.saved' || type === 'recoveryCode.lost') assert.is(bound, 1, type)
    }
  },

  'only an open challenge is answered, and only what was submitted fails or is in doubt': ({ events }) => {
    let isOpen = false
    let underWay = 0
    for (const type of typesIn(events)) {
      if (type === 'challenge.opened') isOpen = true
      if (type === 'factor.requested' || type === 'enrollment.expired') isOpen = false
      if (type === 'code.submitted' || type === 'photo.submitted') {
        assert.ok(isOpen)
        underWay += 1
      }
      if (type === 'bind.failed') underWay -= 1
      assert.ok(underWay >= 0 && (type !== 'bind.doubted' || underWay > 0), type)
    }
  },

  'attempts are counted upwards, and belong to this enrollment': ({ events }) => {
    let highest = 0
    for (const { enrollmentId, attemptId } of events) {
      assert.is(enrollmentId, '6a1f-enrollment')
      if (attemptId === null) continue
      const [id, seq] = attemptId.split(':')
      assert.is(id, enrollmentId)
      assert.ok(Number(seq) >= highest, attemptId)
      highest = Number(seq)
    }
  },
}

const seen = new Map<AuditEvent['type'], number>()

histories(`keeps its rules: ${Object.keys(rules).join('; ')}`, async () => {
  await fc.assert(
    fc.asyncProperty(account, actions, async (given, happening) => {
      const history = await historyOf(given, happening)
      for (const type of typesIn(history.events)) seen.set(type, (seen.get(type) ?? 0) + 1)
      for (const [name, holds] of Object.entries(rules))
        try {
          holds(history)
        } catch (cause) {
          throw new Error(`The audit breaks its rule: ${name}`, { cause })
        }
    }),
    { numRuns: 300 },
  )
})

histories('came to what there is to tell', () => {
  const often = [
    'challenge.opened',
    'request.failed',
    'code.submitted',
    'photo.submitted',
    'bind.failed',
    'bind.doubted',
    'factor.bound',
    'enrollment.expired',
    'enrollment.failed',
    'enrollment.restarted',
    'enrollment.cancelled',
    'enrollment.resumed',
  ] as const
  for (const type of often) assert.ok((seen.get(type) ?? 0) > 0, `${type} never happened`)
})

histories.run()
