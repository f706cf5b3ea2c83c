import { printed, reporter, type Report } from '../../machines/index.ts'

/** Something went wrong while inspecting: the enrollment must not notice, and neither may it go unheard. */
export type ReportDefect = Report

export const createReport = (onDefect: ((defect: unknown) => void) | undefined): ReportDefect =>
  reporter(onDefect, printed('inspecting failed'))

/** Keeps what a function throws away from whoever calls it. */
export const guarded = <Args extends readonly unknown[]>(
  run: (...args: Args) => void,
  report: ReportDefect,
): ((...args: Args) => void) => {
  return (...args) => {
    try {
      run(...args)
    } catch (cause) {
      report(cause)
    }
  }
}

/** Who listens to the frames. */
export const createFrameListeners = <Frame>(report: ReportDefect) => {
  const listeners = new Set<(frame: Frame) => void>()
  return {
    add: (listener: (frame: Frame) => void, first: readonly Frame[]) => {
      // Wrapped, so that a function that listens twice also stops twice.
      const own = guarded(listener, report)
      listeners.add(own)
      for (const frame of first) own(frame)
      return () => {
        listeners.delete(own)
      }
    },
    tell: (frame: Frame) => {
      for (const listener of new Set(listeners)) if (listeners.has(listener)) listener(frame)
    },
  }
}
