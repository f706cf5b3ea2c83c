import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  requestNameOf,
  type EnrollmentSnapshot,
  type Refusal,
} from '../../../machines/index.ts'
import type { createHooks } from '../../audit/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { callOf } from '../step/effect.ts'
import { initialRecord, type StepInput, type StepRefusal } from '../step/step.ts'
import { idRule, isStorableId } from '../store/storable.ts'
import type { Calls } from './calls.ts'
import type { Answered, Created, Credentials, Engine, EngineRefusal } from './engine.ts'
import { judge, lastOf, type Judged } from './judged.ts'
import { isOverdue, shownAt } from './overdue.ts'
import { assertRedacted, isOwnedBy } from './owned.ts'
import { isParked, type OpenRow } from './rows.ts'
import type { OpenEnrollment } from './stored-enrollment.ts'
import type { Decision, Transactions } from './transactions.ts'

const isForCommands = (reason: StepRefusal | undefined): reason is Refusal =>
  reason !== undefined && reason !== 'stale' && reason !== 'tooEarly'

const commandTypeOf = (command: unknown) => {
  const decoded = decodeCommand(command)
  return E.isRight(decoded) ? decoded.right.type : null
}

/** The request that a command which was taken has begun; no other command is taken while one is under way. */
export const requestIn = (snapshot: EnrollmentSnapshot): { readonly request?: string } => {
  const name = callOf(snapshot) === 'sendEnrollFactorRequest' ? requestNameOf(snapshot.context) : null
  return name === null ? {} : { request: name }
}

/** @throws TypeError for what callers without types may give. */
const assertAbout = (about: Parameters<Engine['create']>[0]): void => {
  if (typeof about !== 'object' || about === null)
    throw new TypeError(
      'create takes an object: { enrollmentId, owner, accessToken, command }, each optional',
    )
  const { enrollmentId } = about
  if (enrollmentId !== undefined && !(typeof enrollmentId === 'string' && isStorableId(enrollmentId)))
    throw new TypeError(`enrollmentId must be ${idRule}`)
  assertRedacted(about)
}

export interface CommandsOptions {
  readonly transactions: Pick<Transactions, 'read' | 'change' | 'insert'>
  readonly calls: Pick<Calls, 'place'>
  readonly hooks: Pick<ReturnType<typeof createHooks>, 'refused'>
  readonly now: () => number
  readonly sendIntervalMs: number
  readonly isStopping: () => boolean
}

type Place = ReturnType<Calls['place']>

type About = Parameters<Engine['create']>[0]

/** As of the engine, with commands that were not decoded yet. */
export interface Commands extends Pick<Engine, 'view'> {
  readonly create: (about: Omit<About, 'command'> & { readonly command?: unknown }) => Promise<Created>
  readonly send: (
    id: string,
    command: unknown,
    credentials?: Parameters<Engine['send']>[2],
  ) => Promise<Answered | null>
}

/** What people ask of an engine. */
export const createCommands = (options: CommandsOptions): Commands => {
  const { transactions, calls, hooks, now, sendIntervalMs, isStopping } = options

  const refused = ({ snapshot }: OpenEnrollment, reason: EngineRefusal): Answered => ({
    accepted: false,
    reason,
    view: shownAt(snapshot, now()),
  })

  const answerOf = (judged: Judged): Answered => {
    const view = shownAt(lastOf(judged), now())
    const { reason, until } = judged.answer
    if (!isForCommands(reason)) return { accepted: true, view, ...requestIn(lastOf(judged)) }
    return { accepted: false, reason, view, ...(until !== undefined && { until }) }
  }

  const tellRefusal = (judged: Judged, command: unknown) => {
    const { reason } = judged.answer
    if (isForCommands(reason)) hooks.refused(lastOf(judged), commandTypeOf(command), reason)
  }

  const restored = (): StepInput => ({ type: 'restored', sendAgainAt: now() + sendIntervalMs })

  const judged = (found: OpenRow, command: unknown, hasToken: boolean): Judged => {
    const { row, open } = found
    const { snapshot } = open
    const at = now()
    const asked: StepInput = { type: 'command', command }
    // A lookup whose owner comes back with a token goes on.
    if (hasToken && isParked(found)) return judge(snapshot, row, [restored(), asked], at)
    const asItIs = judge(snapshot, row, [asked], at)
    if (asItIs.answer.reason !== 'notNow' || !isOverdue(snapshot, at)) return asItIs
    // The person was shown that the minute is over, and asks for what comes then.
    return judge(snapshot, row, [{ type: 'timer', seq: row.seq }, asked], at)
  }

  const decide = (
    found: OpenRow,
    command: unknown,
    { owner, accessToken: token = null }: Partial<Credentials>,
    place: Place,
  ): Decision<Answered | null> => {
    if (!isOwnedBy(found.open, owner)) return { type: 'leave', answer: null }
    const made = judged(found, command, token !== null)
    if (made.effect !== null && !place.take())
      return { type: 'leave', answer: refused(found.open, 'overloaded') }
    const answer = answerOf(made)
    const told = () => tellRefusal(made, command)
    if (made.path.length === 1) return { type: 'leave', answer, told }
    return { type: 'write', judged: made, accessToken: token ?? found.open.accessToken, answer, told }
  }

  /** With a place for the call that may begin. */
  const withPlace = async <A>(work: (place: Place) => Promise<A>): Promise<A> => {
    const place = calls.place()
    try {
      return await work(place)
    } finally {
      place.leave()
    }
  }

  /** What whoever asks may know of. */
  const readFor = async (id: string, { owner }: Partial<Credentials>): Promise<OpenRow | null> => {
    const found = await transactions.read(id)
    return found !== null && isOwnedBy(found.open, owner) ? found : null
  }

  const send: Commands['send'] = (id, command, credentials = {}) =>
    withPlace(async (place) => {
      assertRedacted(credentials)
      if (!isStopping()) return transactions.change(id, (found) => decide(found, command, credentials, place))
      const found = await readFor(id, credentials)
      return found && refused(found.open, 'stopping')
    })

  const view: Commands['view'] = async (id, credentials = {}) => {
    assertRedacted(credentials)
    const { accessToken = null, owner } = credentials
    const found = await readFor(id, credentials)
    if (found === null) return null
    const asItIs = shownAt(found.open.snapshot, now())
    if (accessToken === null || isStopping() || !isParked(found)) return asItIs
    return withPlace((place) =>
      transactions.change<EnrollmentView | null>(id, (again) => {
        const { open, row } = again
        if (!isOwnedBy(open, owner)) return { type: 'leave', answer: null }
        if (!isParked(again) || !place.take()) return { type: 'leave', answer: shownAt(open.snapshot, now()) }
        const made = judge(open.snapshot, row, [restored()], now())
        return { type: 'write', judged: made, accessToken, answer: shownAt(lastOf(made), now()) }
      }),
    )
  }

  const create: Commands['create'] = (about) =>
    withPlace(async (place) => {
      assertAbout(about)
      const { enrollmentId: id = crypto.randomUUID(), command, owner = null, accessToken = null } = about
      const { requestDigest = null } = about
      const before: OpenEnrollment = {
        snapshot: initialRecord(id, crypto.randomUUID()),
        owner,
        accessToken: null,
        usesAccessToken: false,
        requestDigest,
      }
      if (isStopping()) return { id, isNew: false, answer: refused(before, 'stopping') }
      // Asked before it is judged: whoever is flooded must not pay for what is refused.
      if (commandTypeOf(command) === 'factor.chosen' && !place.take())
        return { id, isNew: false, answer: refused(before, 'overloaded') }
      const inputs: readonly StepInput[] = command === undefined ? [] : [{ type: 'command', command }]
      const made = judge(before.snapshot, null, inputs, now())
      if (made.effect !== null && !place.take())
        return { id, isNew: false, answer: refused(before, 'overloaded') }
      if (await transactions.insert(id, before, { judged: made, accessToken })) {
        tellRefusal(made, command)
        return { id, isNew: true, answer: answerOf(made) }
      }
      const found = await transactions.read(id)
      // Nothing is shown of somebody else's, nor of what was erased in this moment: then it is as if it were empty.
      const shown = found !== null && isOwnedBy(found.open, owner) ? found.open : before
      const isSameRequest =
        requestDigest !== null && shown.requestDigest === requestDigest && shown !== before
      return { id, isNew: false, isSameRequest, answer: refused(shown, 'exists') }
    })

  return { create, send, view }
}
