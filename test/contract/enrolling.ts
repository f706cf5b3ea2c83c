import { setTimeout as pause } from 'node:timers/promises'
import { TOTP, URI } from 'otpauth'
import * as assert from 'uvu/assert'
import { SimulatedClock } from 'xstate'
import {
  createEnrollment,
  reveal,
  type CommandInput,
  type EnrollmentService,
  type EnrollmentView,
  type Redacted,
} from '../../src/index.ts'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { valueOf } from '../genauth/given.ts'
import type { MakeUnderContract } from './enrollment-service.contract.ts'

type StateName = EnrollmentView['state']
type ViewIn<S extends StateName> = Extract<EnrollmentView, { readonly state: S }>

/** Commands that choose each factor. */
export const choose = {
  OTP: { type: 'factor.chosen', factorType: 'OTP' },
  SMS: { type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: '18800000000' } },
  EMAIL: { type: 'factor.chosen', factorType: 'EMAIL', profile: { email: 'ann@example.com' } },
  FACE: { type: 'factor.chosen', factorType: 'FACE' },
} as const satisfies Readonly<Record<string, CommandInput>>

/**
 * What a browser does, or a proxy, where a connection ends without a byte of the reply: it sends the bind once
 * more, and the caller hears only of the second.
 */
const resendingBinds = (service: EnrollmentService): EnrollmentService => ({
  ...service,
  enrollFactor: (bind, options) => async () => {
    await service.enrollFactor(bind, options)()
    return service.enrollFactor(bind, options)()
  },
})

/** A sandbox, its clock, and the person who enrolls there through one implementation of the port. */
export const personAt = async (make: MakeUnderContract, options: SandboxOptions) => {
  const timers = new SimulatedClock()
  const now = () => Date.UTC(2026, 0, 1) + timers.now()
  const { sandbox, serviceFor, uploadFor, close } = await make({ ...options, clock: timers, now })
  const clock = {
    now,
    setTimeout: (run: () => void, ms: number) => timers.setTimeout(run, ms),
    clearTimeout: (timer: number) => timers.clearTimeout(timer),
  }
  const open: (() => void)[] = []

  /** One enrollment of this person. */
  const enrolling = ({ resends = false } = {}) => {
    const service = serviceFor(sandbox.accessToken)
    const enrollment = createEnrollment({ service: resends ? resendingBinds(service) : service, clock })
    open.push(() => enrollment.stop())

    /** Lets answers come in; while it reconciles, the simulated time goes on too, so that its pauses end. */
    const until = async <S extends StateName>(state: S, ...insteadOf: readonly StateName[]) => {
      const isWanted = (view: EnrollmentView): view is ViewIn<S> => view.state === state
      for (let poll = 0; poll < 2_000; poll += 1) {
        const view = enrollment.view()
        if (isWanted(view)) return view
        if (insteadOf.includes(view.state)) throw new Error(`expected ${state}, and it is ${view.state}`)
        await pause(2)
        if (view.state === 'reconciling') timers.increment(50)
      }
      throw new Error(`expected ${state}, and it stayed ${enrollment.view().state}`)
    }

    const tell = (command: CommandInput) => assert.equal(enrollment.send(command), { accepted: true })

    return {
      enrollment,
      until,
      tell,
      submit: (passCode: string) => tell({ type: 'code.submitted', passCode }),
      submitPhoto: (photo: Redacted<string>) =>
        tell({ type: 'photo.submitted', photo, isExternalPhoto: false }),
    }
  }

  return {
    sandbox,
    timers,
    enrolling,
    /** What the authenticator app shows for this challenge. */
    appCode: ({ challenge }: ViewIn<'awaitingCode'>): string => {
      const parsed = challenge.factorType === 'OTP' ? URI.parse(reveal(challenge.otp.uri)) : null
      if (!(parsed instanceof TOTP)) throw new Error('there is nothing an app could show')
      return parsed.generate({ timestamp: now() })
    },
    /** What the newest message says. */
    sentCode: (): string => sandbox.outbox.at(-1)?.code ?? '',
    /** Uploads a photo; gives its key. */
    upload: async (photo: Uint8Array): Promise<Redacted<string>> =>
      valueOf(await uploadFor(sandbox.accessToken)(photo)()).key,
    /** How many binds arrived at the server. */
    binds: () => sandbox.requests.filter(({ endpoint }) => endpoint === 'enrollFactor').length,
    /** What the account has bound. */
    bound: () => sandbox.factors().map(({ factorType }) => factorType),
    close: async () => {
      for (const stop of open) stop()
      await close()
    },
  }
}
