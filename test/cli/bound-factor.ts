import * as E from '#fp-ts/Either'
import { redact, type Choice } from '../../machines/index.ts'
import type { RunningSandbox } from '../../src/sandbox/index.ts'

/** What becomes of a number or address once it is bound. */
type Reached = Extract<Choice, { readonly factorType: 'SMS' | 'EMAIL' }>

export const phoneChoice = (phoneNumber: string): Reached => ({
  factorType: 'SMS',
  profile: redact({ phoneNumber, phoneCountryCode: '+86' }),
})

export const emailChoice = (email: string): Reached => ({ factorType: 'EMAIL', profile: redact({ email }) })

/** Binds a factor to the sandbox's person behind every command's back, and gives its id. */
export const bind = async ({ sandbox }: RunningSandbox, choice: Reached): Promise<string> => {
  const service = sandbox.service()
  const options = { signal: new AbortController().signal, attemptId: 'test:1' }
  const requested = await service.sendEnrollFactorRequest(choice, options)()
  if (E.isLeft(requested)) throw new Error(`No token: ${requested.left._tag}`)
  const { enrollmentToken } = requested.right
  const enrollmentData = redact({ passCode: sandbox.outbox.at(-1)?.code ?? '' })
  const bound = await service.enrollFactor(
    { factorType: choice.factorType, enrollmentToken, enrollmentData },
    options,
  )()
  if (E.isLeft(bound)) throw new Error(`Not bound: ${bound.left._tag}`)
  return sandbox.factors().at(-1)?.factorId ?? ''
}
