import { createHooks } from '../../audit/index.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import { createCalls } from './calls.ts'
import { createCommands } from './commands.ts'
import { createCommits } from './commits.ts'
import { createDuties } from './duties.ts'
import type { Engine, EngineOptions } from './engine.ts'
import type { Judged } from './judged.ts'
import { createLeases } from './leases.ts'
import { shownAt } from './overdue.ts'
import { createPerforming } from './performing.ts'
import { createReports } from './reports.ts'
import { openRow, UnreadableEnrollmentError } from './rows.ts'
import { createSchedule } from './schedule.ts'
import { settingsOf } from './settings.ts'
import { createSettling } from './settling.ts'
import { createTransactions, type Written } from './transactions.ts'
import { createWatchers } from './watchers.ts'

/** How often watched enrollments are looked at, for what other engines did, ms. */
const pollMs = 1_000

/**
 * The durable host: enrollments in a store, each change committed before its effects run.
 *
 * @throws SealingKeyError if there is no key; RangeError for a number that cannot work.
 *
 * @example
 * const store = await sqliteStore({ file: 'enrollments.db' })
 * const engine = createEngine({ store, keys: readSealingKeys(process.env.MFA_ENROLL_KEY ?? ''), service })
 * await engine.start()
 * const command = { type: 'factor.chosen', factorType: 'OTP' } as const
 * const { id } = await engine.create({ owner: redact(userId), accessToken: redact(token), command })
 */
export const createEngine = (options: EngineOptions): Engine => {
  const { store, onDefect, onTransition } = options
  const { clock, sealer, limits, ...settings } = settingsOf(options)
  const { sendIntervalMs } = limits
  const { leaseMs } = settings
  const now = () => clock.now()
  const hooks = createHooks(options, now)
  const { report, failed, failedToLook, looked, storeWorks, health } = createReports(onDefect)
  const open = (row: StoredRow) => openRow(sealer, row)
  let stopping: Promise<void> | null = null

  const written = ({ row, open: { snapshot, owner }, judged, effect, accessToken }: Written) => {
    storeWorks()
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
        perform: (signal) => perform(effect, { owner, accessToken }, signal),
      })
    if (watchers.isWatched(id)) watchers.tell(id, revision, shownAt(snapshot, now()))
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
    written,
    erased: (id) => calls.erased(id),
  })
  const perform = createPerforming(options, now, report)
  const leases = createLeases({ store, commits, open, now, leaseMs, failed })
  const settled = createSettling({ transactions, clock, failed })
  const calls = createCalls({ ...settings, clock, leases, settled })
  const watchers = createWatchers({
    clock,
    pollMs,
    read: store.read,
    viewOf: (row) => shownAt(open(row).open.snapshot, now()),
    looked,
    failed: failedToLook,
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
    looked,
    failed: failedToLook,
  })
  const isStopping = () => stopping !== null
  const commands = createCommands({ transactions, calls, hooks, now, sendIntervalMs, isStopping })

  const end = async (graceMs: number): Promise<void> => {
    watchers.stop()
    await schedule.stop()
    await transactions.idle()
    await calls.stop(graceMs)
    await transactions.idle()
  }

  return {
    ...commands,
    start: schedule.start,
    ownerOf: async (id) => (await transactions.read(id))?.open.owner ?? null,
    choiceOf: async (id) => (await transactions.read(id))?.open.snapshot.context.choice ?? null,
    watch: watchers.add,
    erase: transactions.erase,
    health: () => ({ ...calls.counts(), ...health() }),
    stop: ({ graceMs = 10_000 } = {}) => (stopping ??= end(graceMs)),
  }
}
