import { createActor, SimulatedClock, waitFor, type InspectionEvent } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  provideService,
  refusalOf,
  stateOf,
  type Command,
  type CommandInput,
  type EnrollmentSnapshot,
  type ProvideServiceOptions,
} from '../../machines/index.ts'
import { choose, enrollmentId, start, submitFor } from './examples.ts'
import { scripted, type Script, type ScriptedService } from './scripted-service.ts'

export interface StartOptions extends Omit<ProvideServiceOptions, 'now'> {
  readonly script?: Script
  readonly scriptedService?: ScriptedService
  readonly snapshot?: EnrollmentSnapshot
  readonly inspect?: (event: InspectionEvent) => void
  /** What the wall clock shows at the start, epoch ms. */
  readonly at?: number
}

/** uvu has no time limit of its own; nothing here waits for real time. */
const limit = { timeout: 2_000 }

export const decoded = (input: unknown): Command => {
  const command = decodeCommand(input)
  if (E.isLeft(command)) throw new Error(`The test sent what is no command: ${command.left}`)
  return command.right
}

/** One macrotask: every promise that can settle has settled. */
export const flushed = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * A running enrollment with a scripted service. `clock` drives timers and wall clock together, `jump` the
 * wall clock alone, as sleep and clock corrections do.
 */
export const started = (options: StartOptions = {}) => {
  const { script, snapshot, inspect, at = start, ...provided } = options
  const scriptedService = options.scriptedService ?? scripted(script)
  const clock = new SimulatedClock()
  clock.set(at)
  let offset = 0
  const now = () => clock.now() + offset
  scriptedService.stampWith(now)
  const machine = provideService(scriptedService.service, { ...provided, now })
  const errors: unknown[] = []
  const actor = createActor(machine, {
    input: { enrollmentId },
    clock,
    ...(snapshot !== undefined && { snapshot }),
    ...(inspect !== undefined && { inspect }),
  })
  actor.subscribe({ error: (error) => errors.push(error) })
  actor.start()

  const settled = () =>
    waitFor(actor, (current) => current.hasTag('settled') || current.status !== 'active', limit)
  const tell = (input: CommandInput) => actor.send(decoded(input))

  return {
    actor,
    clock,
    now,
    machine,
    scriptedService,
    calls: scriptedService.calls,
    named: scriptedService.named,
    open: scriptedService.open,
    /** What the actor died of, if it did. */
    errors,
    /** Moves the wall clock and no timer. */
    jump: (ms: number) => {
      offset += ms
    },
    /** Sends a command and does not wait. */
    tell,
    /** Sends commands, each once the one before has settled. */
    send: async (...inputs: readonly CommandInput[]) => {
      for (const input of inputs) {
        tell(input)
        await settled()
      }
    },
    settled,
    /** Waits for this state, and for what goes on beside it. */
    reached: async (state: ReturnType<typeof stateOf>) => {
      await waitFor(actor, (current) => stateOf(current) === state, limit)
      await flushed()
    },
    /** Lets a reconciliation use up its pauses. */
    reconciled: async () => {
      for (const pause of [1_000, 3_000]) {
        await flushed()
        clock.increment(pause)
      }
      await settled()
    },
    state: () => stateOf(actor.getSnapshot()),
    context: () => actor.getSnapshot().context,
    output: () => actor.getSnapshot().output,
    refusal: (input: CommandInput) =>
      refusalOf(stateOf(actor.getSnapshot()), actor.getSnapshot().context, decoded(input), now()),
    can: (input: CommandInput) => actor.getSnapshot().can(decoded(input)),
  }
}

export type Started = ReturnType<typeof started>

/** With an open challenge for this factor. */
export const awaitingCode = async (factorType: keyof typeof choose, options: StartOptions = {}) => {
  const enrollment = started(options)
  await enrollment.send(choose[factorType])
  return enrollment
}

/** With a bind in flight, which the script must leave open or answer. */
export const binding = async (factorType: keyof typeof choose, options: StartOptions = {}) => {
  const enrollment = await awaitingCode(factorType, options)
  enrollment.tell(submitFor[factorType])
  await flushed()
  return enrollment
}
