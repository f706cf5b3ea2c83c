import { isOutOfBand, type FactorType } from '../../machines/index.ts'
import type { Reply } from './random-actions.ts'
import type { Call } from './scripted-service.ts'

interface Window {
  readonly call: Call
  readonly target: string
  readonly since: number
  readonly until: number
}

const minute = 60_000
const hour = 3_600_000
const targetOf = ({ sent }: Call): string => JSON.stringify(sent)
const sendsMessages = ({ sent }: Call): boolean =>
  isOutOfBand((sent as { factorType: FactorType }).factorType)

/** When which target must not be sent another message: the rule, told a second time and without the machine. */
export const cooldownWindows = () => {
  let windows: readonly Window[] = []
  const add = (call: Call, since: number, until: number) => {
    windows = [...windows, { call, target: targetOf(call), since, until }]
  }
  const forgetBefore = (now: number) => {
    windows = windows.filter(({ until }) => now < until)
  }

  const wait = (reply: Reply, now: number): number | null => {
    switch (reply._tag) {
      case 'success':
      case 'lie':
      case 'throw':
        return now + minute
      case 'throttled':
        return Math.max(now + minute, Math.min(now + (reply.after ?? 0), now + hour))
      case 'failure': {
        const { error } = reply
        const mayHaveGone =
          error._tag === 'timedOut' ||
          error._tag === 'serverFault' ||
          error._tag === 'invalidResponse' ||
          (error._tag === 'unreachable' && error.mayHaveArrived)
        return mayHaveGone ? now + minute : null
      }
    }
  }

  return {
    forbids: (call: Call): boolean =>
      sendsMessages(call) &&
      windows.some(
        ({ target, since, until }) => target === targetOf(call) && since <= call.at && call.at < until,
      ),
    noteRequest: (call: Call) => forgetBefore(call.at),
    noteAnswer: (call: Call, reply: Reply, now: number) => {
      const until = wait(reply, now)
      if (until !== null && !call.signal.aborted && sendsMessages(call)) add(call, call.at, until)
    },
    /** The process ended while this request was in flight; what it had answered already is not known any more. */
    noteLost: (call: Call, now: number) => {
      forgetBefore(now)
      windows = windows.filter((window) => window.call !== call)
      if (sendsMessages(call)) add(call, now, now + minute)
    },
  }
}
