import { randomHex, type Random } from '../random.ts'
import { emailTarget } from '../../../machines/index.ts'
import { sameText } from '../same-text.ts'

/** A made-up person of the sandbox's user pool. The password opens nothing but this sandbox. */
export interface Account {
  readonly userId: string
  readonly email: string
  readonly password: string
}

export interface Accounts {
  readonly add: (account: { readonly email: string; readonly password?: string }) => Account
  readonly byId: (userId: string) => Account | undefined
  readonly byPassword: (email: string, password: string) => Account | undefined
}

export const createAccounts = (random: Random): Accounts => {
  const byEmail = new Map<string, Account>()
  const byId = new Map<string, Account>()
  return {
    add: ({ email, password = randomHex(random, 8) }) => {
      if (byEmail.has(emailTarget(email)))
        throw new Error('The sandbox has an account with this e-mail address: choose another')
      const account = { userId: randomHex(random, 12), email, password }
      byEmail.set(emailTarget(email), account)
      byId.set(account.userId, account)
      return account
    },
    byId: (userId) => byId.get(userId),
    byPassword: (email, password) => {
      const account = byEmail.get(emailTarget(email))
      return account !== undefined && sameText(account.password, password) ? account : undefined
    },
  }
}
