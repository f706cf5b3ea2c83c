import type { EnrollmentRecord, Redacted } from '../../machines/index.ts'
import { idleView, type EnrollmentView } from '../view/index.ts'
import type { CreateEnrollmentOptions } from './create-enrollment-options.ts'
import { createEnrollment } from './create-enrollment.ts'
import type { Enrollment } from './enrollment.ts'

type Hooks = Pick<CreateEnrollmentOptions, 'onEvent' | 'onBound' | 'onEnd' | 'onDefect' | 'beforeEnrollment'>

/** Calls the hooks of the latest render: those of the first one would see old props and state. */
const latestHooks = (first: Hooks, latest: () => Hooks): Hooks => {
  const { beforeEnrollment } = first
  return {
    ...(first.onEvent && { onEvent: (event) => latest().onEvent?.(event) }),
    ...(first.onBound && { onBound: (bound) => latest().onBound?.(bound) }),
    ...(first.onEnd && { onEnd: (output) => latest().onEnd?.(output) }),
    ...(first.onDefect && { onDefect: (defect) => latest().onDefect?.(defect) }),
    ...(beforeEnrollment && {
      beforeEnrollment: (...asked) => (latest().beforeEnrollment ?? beforeEnrollment)(...asked),
    }),
  }
}

/** An enrollment that a component owns, made when the component stands and not while it renders. */
export interface OwnedEnrollment extends Enrollment {
  /** Makes it, if that has not happened: nothing is sent by that. Of later options, only the hooks are heard. */
  readonly use: (options: CreateEnrollmentOptions) => void
  /** The component stands; gives what to call when it goes. */
  readonly enter: () => () => void
}

/**
 * Rendering may happen twice or be thrown away, so it makes nothing. And a component that goes may come back
 * at once (StrictMode, Fast Refresh) or later (Activity): at once nothing happens, later it goes on where it
 * stood, from a record that never leaves this closure.
 */
export const createOwnedEnrollment = (first: CreateEnrollmentOptions | null): OwnedEnrollment => {
  let options = first
  const listeners = new Set<(view: EnrollmentView) => void>()
  const tell = () => {
    for (const listener of new Set(listeners)) listener(snapshot())
  }
  let running: Enrollment | null = null
  let kept: { readonly record: EnrollmentRecord; readonly secrets: Redacted<string> | undefined } | null =
    null
  let owners = 0

  const start = (): Enrollment => {
    if (options === null) throw new TypeError('This component was given no options to make an enrollment of')
    const given = options
    const started = createEnrollment({ ...given, ...latestHooks(given, () => options ?? given), ...kept })
    running = started
    kept = null
    started.subscribe(tell)
    tell()
    return started
  }
  const made = () => running ?? start()
  const snapshot = () => running?.getSnapshot() ?? idleView

  const stop = () => {
    const stopped = running
    if (stopped === null) return
    stopped.stop()
    let secrets: Redacted<string> | undefined
    const seal = (clear: Redacted<string>) => {
      secrets = clear
      return 'kept in memory'
    }
    void stopped.persist({ seal }).then(
      (record) => {
        kept = { record, secrets }
      },
      // A machine that stopped with a defect has told `onDefect`, and cannot be gone on from.
      () => undefined,
    )
  }

  return {
    get id() {
      return running?.id ?? options?.enrollmentId ?? ''
    },
    getSnapshot: snapshot,
    view: () => running?.view() ?? idleView,
    subscribe: (listener) => {
      // Wrapped, so that a function that listens twice also stops twice.
      const own = (view: EnrollmentView) => listener(view)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    send: (command) => made().send(command),
    get persist() {
      return made().persist
    },
    stop,
    use: (latest) => {
      options = latest
      made()
    },
    enter: () => {
      owners += 1
      if (running === null || kept !== null) start()
      return () => {
        owners -= 1
        queueMicrotask(() => {
          if (owners === 0) stop()
        })
      }
    },
  }
}
