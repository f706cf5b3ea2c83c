import { TOTP, URI } from 'otpauth'
import { SimulatedClock } from 'xstate'
import { redact, reveal } from '../../machines/index.ts'
import type { Choice, FactorDirectory } from '../../machines/index.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.ts'
import { valueOf } from '../genauth/given.ts'

/** One implementation of the directory in front of a sandbox. */
export interface DirectoryUnderContract {
  readonly sandbox: Sandbox
  /** The directory of the person of an access token. */
  readonly directoryFor: (accessToken: string) => FactorDirectory
  readonly close: () => Promise<void>
}

/** Makes one, with a sandbox of its own. `now` is the clock of both, epoch ms. */
export type MakeDirectory = (
  options: SandboxOptions & { readonly now: () => number },
) => Promise<DirectoryUnderContract>

/** A person at a fresh sandbox, who can bind factors beside the directory under contract. */
export const personOf = ({ sandbox, directoryFor }: DirectoryUnderContract, now: () => number) => {
  const service = sandbox.service()
  const call = { signal: new AbortController().signal, attemptId: 'contract:1' }

  const bind = async (chosen: Choice, codeOf: (uri: string) => string): Promise<void> => {
    const { enrollmentToken, otpData } = valueOf(await service.sendEnrollFactorRequest(chosen, call)())
    const passCode = codeOf(otpData ? reveal(otpData.qrCodeUri) : '')
    const { factorType } = chosen
    valueOf(
      await service.enrollFactor(
        { factorType, enrollmentToken, enrollmentData: redact({ passCode }) },
        call,
      )(),
    )
  }

  return {
    sandbox,
    now,
    directory: directoryFor(sandbox.accessToken),
    directoryFor,
    bindOtp: () =>
      bind({ factorType: 'OTP', profile: redact({}) }, (uri) => {
        const totp = URI.parse(uri)
        if (!(totp instanceof TOTP)) throw new Error('it is no TOTP')
        return totp.generate({ timestamp: now() })
      }),
    bindSms: (phoneNumber = '18800000000') =>
      bind(
        { factorType: 'SMS', profile: redact({ phoneNumber, phoneCountryCode: '+86' }) },
        () => sandbox.outbox.at(-1)?.code ?? '',
      ),
    /** The ids of what is bound, as the server has them. */
    ids: (): readonly string[] => sandbox.factors().map(({ factorId }) => factorId),
    /** How many resets arrived at the server. */
    resets: (): number => sandbox.requests.filter(({ endpoint }) => endpoint === 'resetFactor').length,
  }
}

export type DirectoryPerson = ReturnType<typeof personOf>

/** Runs a test with a person of its own, and closes whatever was opened. */
export const withPerson =
  (make: MakeDirectory) =>
  async (run: (person: DirectoryPerson) => Promise<void>, options: SandboxOptions = {}): Promise<void> => {
    const clock = new SimulatedClock()
    const now = () => Date.UTC(2026, 0, 1) + clock.now()
    const made = await make({ ...options, clock, now })
    await run(personOf(made, now)).finally(made.close)
  }
