import { guardsWithClock } from './guards.ts'
import { enrollmentMachine, type EnrollmentMachine } from './machine.ts'
import { delayUntil } from './time.ts'

/** The machine with a clock but no service: enough for a host that runs the transitions only, and the calls itself. */
export const withClock = (now: () => number): EnrollmentMachine =>
  enrollmentMachine.provide({
    delays: { tokenLifetime: ({ context }) => delayUntil(context.challenge?.deadline ?? 0, now()) },
    guards: guardsWithClock(now),
  })
