import type { FactorsListed } from './answers.ts'
import type { Command } from './commands.ts'
import type { EnrollmentContext } from './context.ts'
import { choiceOf } from './guards.ts'
import { factorIdFound } from './reconciliation.ts'
import { redact, reveal } from './redacted.ts'
import type { EnrollmentData } from './service.ts'

interface Listed {
  readonly context: EnrollmentContext
  readonly event: { readonly output: FactorsListed }
}

/** What guards and actions are given of an event: in a named one, `event` would be the whole union. */
export const choiceParams = (asked: Parameters<typeof choiceOf>[0]) => ({ choice: choiceOf(asked) })
export const errorParams = ({ event }: { readonly event: { readonly error: unknown } }) => ({
  error: event.error,
})
export const outputParams = <A>({ event }: { readonly event: { readonly output: A } }): A => event.output

export const listedParams = ({ context, event }: Listed) => ({
  factorId: factorIdFound(context, event.output),
})
export const knownParams = ({ context }: Pick<Listed, 'context'>) => ({ factorId: context.factorId })

type Submitted<T> = Extract<Command, { readonly type: T }>
export const codeParams = ({ event }: { readonly event: Submitted<'code.submitted'> }) => ({
  data: redact<EnrollmentData>({ passCode: reveal(event.passCode) }),
})
export const photoParams = ({ event }: { readonly event: Submitted<'photo.submitted'> }) => ({
  data: redact<EnrollmentData>({ photo: reveal(event.photo), isExternalPhoto: event.isExternalPhoto }),
})
