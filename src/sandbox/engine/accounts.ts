import { emailTarget, phoneTarget } from '../../../machines/index.ts'
import { sameText } from '../../constant-time/index.ts'
import { randomHex, type Random } from '../random.ts'

/** By what a person is known. A face can only be bound to an account with an e-mail address or a phone. */
export interface AccountNames {
  readonly username?: string
  readonly email?: string
  /** With its country code (`+8618800000000`); without one it counts as `+86`. */
  readonly phone?: string
}

/** A made-up person of the sandbox's user pool. The password opens nothing but this sandbox. */
export interface Account extends AccountNames {
  readonly userId: string
  readonly password: string
}

/** A person to add: at least one name, and a random password unless told. */
export interface NewAccount extends AccountNames {
  readonly password?: string
}

export interface Accounts {
  /** @throws Error without any name, with one that is taken, or with a phone that is no number. */
  readonly add: (account: NewAccount) => Account
  readonly byId: (userId: string) => Account | undefined
  readonly byPassword: (names: AccountNames, password: string) => Account | undefined
}

const comparablePhone = (phone: string): string =>
  phone.startsWith('+') ? phoneTarget('', phone) : phoneTarget(phone, undefined)

/** The names made comparable, and each under its own kind: a user name may look like a phone number. */
const keysOf = ({ username, email, phone }: AccountNames): readonly string[] => [
  ...(username === undefined ? [] : [`user name ${username}`]),
  ...(email === undefined ? [] : [`e-mail address ${emailTarget(email)}`]),
  ...(phone === undefined ? [] : [`phone number ${comparablePhone(phone)}`]),
]

export const createAccounts = (random: Random): Accounts => {
  const byKey = new Map<string, Account>()
  const byId = new Map<string, Account>()
  return {
    add: ({ password = randomHex(random, 8), ...names }) => {
      if (names.phone !== undefined && !/^\+?[0-9]{3,19}$/.test(names.phone))
        throw new Error('The phone must be digits, with its country code: +8618800000000')
      const keys = keysOf(names)
      if (keys.length === 0) throw new Error('Give the account a username, an email or a phone')
      if (keys.some((key) => byKey.has(key)))
        throw new Error(
          'The sandbox has an account with this e-mail address, phone number or user name: choose another',
        )
      const account = { userId: randomHex(random, 12), ...names, password }
      for (const key of keys) byKey.set(key, account)
      byId.set(account.userId, account)
      return account
    },
    byId: (userId) => byId.get(userId),
    byPassword: (names, password) => {
      const found = keysOf(names).flatMap((key) => byKey.get(key) ?? [])
      return found.find((account) => sameText(account.password, password))
    },
  }
}
