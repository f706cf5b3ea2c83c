/**
 * What is counted.
 *
 * - `subject`, `subjectDay`: requests for a code by one person, within minutes and within a day.
 * - `target`: messages to one phone number or e-mail address.
 * - `targetMinute`: enrollments begun for it, each of which keeps a minute between its messages itself.
 * - `targetOfSubject`: those that one person asked for, within a day: nobody is to use up what another may receive.
 * - `country`: messages to phone numbers of one country code.
 * - `address`: requests for a code from one network address, an IPv6 one by its /64.
 * - `network`: the same from one IPv6 /48, which has 65,536 of those; of IPv4 nothing is counted.
 * - `day`: messages in all.
 * - `code`: codes and photos that one person submits: each is a guess, which is asked of the service.
 * - `removal`: factors that one person takes off.
 * - `request`: any request, by whatever the server keys it.
 */
export type LimitName =
  | 'subject'
  | 'subjectDay'
  | 'target'
  | 'targetMinute'
  | 'targetOfSubject'
  | 'country'
  | 'address'
  | 'network'
  | 'day'
  | 'code'
  | 'removal'
  | 'request'

/** One to be taken of a limit. `key` may be contact data: implementations keep no more than a keyed hash of it. */
export interface Spending {
  readonly limit: LimitName
  readonly key: string
}

/** A limit that is used up, and when it would be taken again, epoch ms. */
export interface UsedUp {
  readonly limit: LimitName
  readonly retryAt: number
}

/** How often something may be done, counted in one place for all who share it. */
export interface Limits {
  /**
   * Spends one of each; null if all were to be had. The first that is used up refuses all, and what was taken
   * is given back. Rejects if it cannot be counted: refuse then, for an attacker may have brought that about.
   */
  readonly spend: (spendings: readonly Spending[]) => Promise<UsedUp | null>
  /**
   * Gives back what was spent, where nothing came of it. What has passed with its time is not there to be given back:
   * in a count that began anew since, it would be leave for one more. Never rejects: a count too high passes, too.
   *
   * @param agoMs how long ago it was spent, ms.
   */
  readonly giveBack: (spendings: readonly Spending[], agoMs: number) => Promise<void>
}
