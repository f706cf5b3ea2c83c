import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  serviceCallsOf,
  vendorLimits,
  type CommandInput,
  type Redacted,
  type Refusal,
} from '../../../machines/index.ts'
import { createHooks } from '../../audit/index.ts'
import { viewOf } from '../../view/index.ts'
import { createSealer } from '../sealing/sealer.ts'
import { SealingKeyError } from '../sealing/sealing-key.ts'
import { callOf } from '../step/effect.ts'
import { initialRecord, type StepInput, type StepRefusal } from '../step/step.ts'
import { createCalls } from './calls.ts'
import { createCommits } from './commits.ts'
import { createDuties } from './duties.ts'
import type { Answered, Created, Engine, EngineOptions, EngineRefusal } from './engine.ts'
import { judge, lastOf } from './judged.ts'
import { openRow, UnreadableEnrollmentError, type OpenRow } from './rows.ts'
import { createSchedule } from './schedule.ts'
import { createSettling } from './settling.ts'
import { systemClock } from './system-clock.ts'
import { createTransactions, type Decision, type Written } from './transactions.ts'
import { createWatchers, type Seen } from './watchers.ts'

const isForCommands = (reason: StepRefusal | undefined): reason is Refusal =>
  reason !== undefined && reason !== 'stale' && reason !== 'tooEarly'

const commandTypeOf = (command: unknown) => {
  const decoded = decodeCommand(command)
  return E.isRight(decoded) ? decoded.right.type : null
}

/**
 * The durable host: enrollments in a store, each change committed before its effects run.
 *
 * @throws SealingKeyError if there is no key.
 *
 * @example
 * const engine = createEngine({ store: sqliteStore({ file: 'enrollments.db' }), keys: readSealingKeys(process.env.MFA_ENROLL_KEY ?? ''), service })
 * await engine.start()
 * const { id } = await engine.create({ owner: redact(userId), command: { type: 'factor.chosen', factorType: 'OTP' }, accessToken: redact(token) })
 */
export const createEngine = (options: EngineOptions): Engine => {
  const { store, clock = systemClock, limits = vendorLimits, onDefect } = options
  const { leaseMs = 15_000, maxInFlight = 64, maxWaiting = 1_000 } = options
  const { cancelAfterMs = 86_400_000, eraseAfterMs = 604_800_000 } = options
  const [newest, ...older] = options.keys
  if (newest === undefined)
    throw new SealingKeyError('An engine needs a sealing key. Make one with: mfa-enroll key')
  const sealer = createSealer([newest, ...older])
  const now = () => clock.now()
  const hooks = createHooks(options, now)
  const commits = createCommits(store)
  let isStopping = false
  let storeFailure: string | null = null

  const report = (cause: unknown) => onDefect?.(cause)
  const storeFailed = (cause: unknown) => {
    const said = cause instanceof Error ? cause.message : 'The store failed'
    // Told once, not with each attempt.
    if (said !== storeFailure) report(cause)
    storeFailure = said
  }

  const written = ({ row, open, path, effect }: Written) => {
    storeFailure = null
    path.slice(1).forEach((after, index) => hooks.changed(path[index] ?? after, after))
    calls.moved(row.id, open.snapshot, row.revision)
    if (effect !== null) {
      const service = options.service({ owner: open.owner, accessToken: open.accessToken })
      calls.start(row.id, effect, serviceCallsOf(service, { ...options, now }), row.revision)
    }
    watchers.tell(seenOf({ row, open }))
    if (row.due !== null) schedule.arm(row.due)
  }

  const spans = { leaseMs, cancelAfterMs, eraseAfterMs }
  const transactions = createTransactions({ store, sealer, spans, now, commits, written })

  const seenOf = ({ row, open }: OpenRow): Seen => ({
    id: row.id,
    revision: row.revision,
    view: viewOf(open.snapshot, now()),
  })

  const watchers = createWatchers({
    clock,
    pollMs: 1_000,
    look: async (ids) => (await store.read(ids)).map((row) => seenOf(openRow(sealer, row))),
    failed: storeFailed,
  })

  const prolong = async (held: readonly { readonly id: string; readonly revision: number }[]) => {
    try {
      const at = now()
      const made = await Promise.all(
        held.map(({ id, revision }) =>
          commits.commit({ type: 'extend', id, of: revision, due: at + leaseMs, writtenAt: at }),
        ),
      )
      return held.filter((_, index) => made[index] === false).map(({ id }) => id)
    } catch (cause) {
      storeFailed(cause)
      return []
    }
  }

  const settling = createSettling({
    transactions,
    clock,
    now,
    failed: storeFailed,
    isStopping: () => isStopping,
  })
  const calls = createCalls({ clock, leaseMs, maxInFlight, maxWaiting, prolong, settled: settling.settled })

  const duties = createDuties({
    store,
    commits,
    transactions,
    open: (row) => openRow(sealer, row),
    now,
    sendIntervalMs: limits.sendIntervalMs,
    hasRoom: calls.hasRoom,
    resumed: ({ open }) => hooks.resumed(open.snapshot),
    unreadable: (_, cause) => {
      if (cause instanceof UnreadableEnrollmentError) storeFailed(cause)
      else report(cause)
    },
  })
  const schedule = createSchedule({
    clock,
    atLeastEveryMs: leaseMs,
    nextDue: store.nextDue,
    doSlice: duties.doSlice,
    failed: storeFailed,
  })

  const restored = (): StepInput => ({ type: 'restored', sendAgainAt: now() + limits.sendIntervalMs })

  const answered = (open: OpenRow['open'], reason?: EngineRefusal, until?: number): Answered => {
    const view = viewOf(open.snapshot, now())
    if (reason === undefined) return { accepted: true, view }
    return { accepted: false, reason, view, ...(until !== undefined && { until }) }
  }

  /** A lookup whose owner comes back with a token goes on. */
  const isParked = ({ row, open }: OpenRow) => callOf(open.snapshot) !== null && !row.isLeased

  const decide = (
    found: OpenRow,
    command: unknown,
    token: Redacted<string> | null,
  ): Decision<Answered> => {
    const { open, row } = found
    const asked: StepInput = { type: 'command', command }
    const inputs: readonly [StepInput, ...StepInput[]] =
      isParked(found) && token !== null ? [restored(), asked] : [asked]
    const judged = judge(open.snapshot, row, inputs, now())
    const { reason, until } = judged.last
    if (judged.effect !== null && !calls.hasRoom())
      return { type: 'leave', answer: answered(open, 'overloaded') }
    const after = { ...open, snapshot: lastOf(judged) }
    const refusal = isForCommands(reason) ? reason : undefined
    if (refusal !== undefined) hooks.refused(after.snapshot, commandTypeOf(command), refusal)
    const answer = answered(after, refusal, until)
    if (judged.path.length === 1) return { type: 'leave', answer }
    return { type: 'write', judged, accessToken: token ?? open.accessToken, answer }
  }

  const stopping = async (id: string): Promise<Answered | null> => {
    const found = await transactions.read(id)
    return found && answered(found.open, 'stopping')
  }

  const send: Engine['send'] = (id, command: CommandInput, { accessToken = null } = {}) =>
    isStopping
      ? stopping(id)
      : transactions.change(id, (found) => decide(found, command, accessToken))

  const view: Engine['view'] = async (id, { accessToken = null } = {}) => {
    const found = await transactions.read(id)
    if (found === null) return null
    if (accessToken === null || isStopping || !isParked(found)) return viewOf(found.open.snapshot, now())
    return transactions.change(id, (again) => {
      if (!isParked(again)) return { type: 'leave', answer: viewOf(again.open.snapshot, now()) }
      hooks.resumed(again.open.snapshot)
      const judged = judge(again.open.snapshot, again.row, [restored()], now())
      return { type: 'write', judged, accessToken, answer: viewOf(lastOf(judged), now()) }
    })
  }

  const create: Engine['create'] = async (about): Promise<Created> => {
    const { enrollmentId: id = crypto.randomUUID(), command, owner = null, accessToken = null } = about
    const before = { snapshot: initialRecord(id), owner, accessToken: null }
    if (isStopping) return { id, isNew: false, answer: answered(before, 'stopping') }
    const judged = judge(before.snapshot, null, [{ type: 'command', command }], now())
    const { reason, until } = judged.last
    if (judged.effect !== null && !calls.hasRoom())
      return { id, isNew: false, answer: answered(before, 'overloaded') }
    const isNew = await transactions.insert(id, before, { type: 'write', judged, accessToken, answer: null })
    const found = isNew ? null : await transactions.read(id)
    if (found !== null) return { id, isNew, answer: answered(found.open) }
    const after = { ...before, snapshot: lastOf(judged) }
    const refusal = command !== undefined && isForCommands(reason) ? reason : undefined
    return { id, isNew, answer: answered(after, refusal, until) }
  }

  return {
    start: schedule.start,
    create,
    send,
    view,
    ownerOf: async (id) => (await transactions.read(id))?.open.owner ?? null,
    watch: watchers.add,
    erase: async (id) =>
      (await transactions.change(id, () => ({ type: 'erase' as const, answer: true }))) ?? false,
    health: () => ({ ...calls.counts(), storeFailure }),
    stop: async ({ graceMs = 10_000 } = {}) => {
      isStopping = true
      watchers.stop()
      await schedule.stop()
      const left = await calls.stop(graceMs)
      // Whoever comes next need not wait for the leases to end.
      const at = now()
      await Promise.all(
        left.map(({ id, revision }) =>
          commits.commit({ type: 'extend', id, of: revision, due: at, writtenAt: at }),
        ),
      )
    },
  }
}
