import type { Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

const hasPassword = (address: string): boolean => /^[a-z]+:\/\/[^/?#]*@/i.test(address)

/**
 * Where the sandbox hands mail over, if anywhere.
 *
 * @throws UsageError if the option carries a user name or password: arguments can be seen by others.
 */
export const smtpFrom = (
  option: string | undefined,
  { MFA_ENROLL_SMTP }: Streams['env'],
  { sandbox }: Pick<CliTexts, 'sandbox'>,
): string | undefined => {
  if (option !== undefined && hasPassword(option)) throw new UsageError(sandbox.smtpSecret)
  return option ?? (MFA_ENROLL_SMTP === '' ? undefined : MFA_ENROLL_SMTP)
}
