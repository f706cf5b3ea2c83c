// The files of this folder. What is asked: commands → transactions (read, decide, compare and set; turns: one at a time for each
// id) → judged (what steps make of a record) → rows, stored-enrollment (seal, open), due (when next) → commits (many in one).
// What is called: calls (who holds what; places, leases, lease-watch, heartbeat) → performing, patience (one call) → settling
// (its result to its row). What time asks for: schedule (when) → duties (what). Beside: watchers, reports, overdue, settings.
import { unsentRequestOf } from '../../../machines/index.ts'
import { createHooks } from '../../audit/index.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import { createCalls } from './calls.ts'
import { createCommands } from './commands.ts'
import { createCommits } from './commits.ts'
import { createDuties } from './duties.ts'
import type { Engine, EngineOptions } from './engine.ts'
import type { Judged } from './judged.ts'
import { heardStore } from './heard-store.ts'
import { createLeases } from './leases.ts'
import { shownAt } from './overdue.ts'
import { assertRedacted } from './owned.ts'
import { createPatience } from './patience.ts'
import { createPerforming } from './performing.ts'
import { createReports } from './reports.ts'
import { openRow, UnreadableEnrollmentError } from './rows.ts'
import { createSchedule } from './schedule.ts'
import { settingsOf } from './settings.ts'
import { createSettling } from './settling.ts'
import type { OpenEnrollment } from './stored-enrollment.ts'
import { createTransactions, type Written } from './transactions.ts'
import { within } from '../waiting/within.ts'
import { createWatchers } from './watchers.ts'

/** How often watched enrollments are looked at, for what other engines did, ms. */
const pollMs = 1_000
/** How long a store is waited for that does not answer, once the time to stop is over, ms. */
const releasingMs = 500

/**
 * The durable host: enrollments in a store, each change committed before its effects run.
 *
 * @throws SealingKeyError if there is no key; TypeError for an option that is missing or in another form, RangeError
 *   for a number that cannot work.
 *
 * @example
 * const store = await sqliteStore({ file: 'enrollments.db' })
 * const engine = createEngine({ store, keys: readSealingKeys(process.env.MFA_ENROLL_KEY ?? ''), service })
 * await engine.start()
 * const command = { type: 'factor.chosen', factorType: 'OTP' } as const
 * const { id } = await engine.create({ owner: redact(userId), accessToken: redact(token), command })
 */
export const createEngine = (options: EngineOptions): Engine => {
  const { onTransition } = options
  const { clock, sealer, limits, ...settings } = settingsOf(options)
  const { sendIntervalMs } = limits
  const { leaseMs } = settings
  const now = () => clock.now()
  const hooks = createHooks(options, now)
  const reports = createReports(options.onDefect)
  const { report, failed, readable, health } = reports
  const store = heardStore(options.store, reports, now)
  const open = (row: StoredRow) => {
    try {
      const found = openRow(sealer, row)
      readable(row.id)
      return found
    } catch (cause) {
      failed(cause)
      throw cause
    }
  }
  const shownOf = ({ snapshot, owner }: OpenEnrollment) => ({ view: shownAt(snapshot, now()), owner })
  let stopping: Promise<void> | null = null

  const written = ({ row, open: enrollment, judged, effect, accessToken }: Written) => {
    const { snapshot, owner } = enrollment
    const { id, revision, due } = row
    const { path, isResumed } = judged
    if (isResumed) hooks.resumed(path[0])
    for (const [index, after] of path.entries()) hooks.changed(path[index - 1] ?? after, after)
    if (onTransition !== undefined) tellTransitions(id, judged, onTransition)
    calls.moved(snapshot, row)
    if (effect !== null)
      calls.start({
        effect,
        lease: { id, revision, effect, until: due ?? now() },
        perform: (permit) => perform(effect, { owner, accessToken }, permit),
      })
    if (watchers.isWatched(id)) watchers.tell(id, revision, shownOf(enrollment))
    if (due !== null) schedule.arm(due)
  }

  const tellTransitions = (
    enrollmentId: string,
    { path, events }: Judged,
    tell: NonNullable<EngineOptions['onTransition']>,
  ) => {
    for (const [index, event] of events.entries()) {
      const [before, after] = [path[index], path[index + 1]]
      if (before === undefined || after === undefined) return
      try {
        tell({ enrollmentId, before, event, after, at: now() })
      } catch (cause) {
        report(cause)
      }
    }
  }

  const commits = createCommits(store)
  const transactions = createTransactions({
    store,
    sealer,
    spans: settings,
    now,
    commits,
    open,
    clock,
    written,
    erased: (id) => {
      calls.erased(id)
      watchers.gone(id)
      readable(id)
    },
  })
  const patience = createPatience(clock, settings.callLimitMs)
  const perform = createPerforming({ options, callLimitMs: settings.callLimitMs, patience, now, report })
  const leases = createLeases({ store, commits, open, now, leaseMs, failed })
  const settled = createSettling({ transactions, clock, failed })
  const calls = createCalls({ ...settings, clock, leases, settled })
  const watchers = createWatchers({
    clock,
    pollMs,
    read: store.read,
    shownOf: (row) => shownOf(open(row).open),
    failed,
    listenerFailed: report,
  })
  const duties = createDuties({
    store,
    commits,
    transactions,
    open,
    now,
    leaseMs,
    sendIntervalMs,
    calls,
    unreadable: (_, cause) => (cause instanceof UnreadableEnrollmentError ? failed : report)(cause),
  })
  const schedule = createSchedule({
    clock,
    atLeastEveryMs: leaseMs,
    nextDue: store.nextDue,
    doSlice: duties.doSlice,
    failed,
  })
  const isStopping = () => stopping !== null
  const commands = createCommands({ transactions, calls, hooks, now, sendIntervalMs, isStopping })

  const end = async (graceMs: number): Promise<void> => {
    const until = now() + graceMs
    const left = () => Math.max(0, until - now())
    watchers.stop()
    // Takes no time, unless the store does not answer.
    await within(clock, left(), schedule.stop().then(transactions.idle))
    await within(clock, left() + releasingMs, calls.stop(left()).then(transactions.idle))
  }

  return {
    ...commands,
    start: schedule.start,
    ownerOf: async (id) => (await transactions.read(id))?.open.owner ?? null,
    choiceOf: async (id) => (await transactions.read(id))?.open.snapshot.context.choice ?? null,
    unsentRequestOf: async (id) => {
      const found = await transactions.read(id)
      return found && unsentRequestOf(found.open.snapshot.context)
    },
    watch: (id, listener, onGone, credentials = {}) => {
      assertRedacted(credentials)
      return watchers.add(id, listener, onGone, credentials.owner)
    },
    erase: transactions.erase,
    health: () => ({ ...calls.counts(), abandoned: patience.abandoned(), ...health() }),
    stop: ({ graceMs = 10_000 } = {}) => (stopping ??= end(graceMs)),
  }
}
