import type { Sandbox } from '../../sandbox/index.ts'

/** Somebody of the sandbox, who is signed in. */
export interface Person {
  readonly accessToken: string
  readonly account: { readonly email: string; readonly password: string }
}

/** The address of the second person, the third, and so on. */
const emailOf = (place: number): string => (place === 2 ? 'bob@example.com' : `person${place}@example.com`)

/** The sandbox's own person first, and so many others that there are `count`. */
export const peopleOf = (
  { account, accessToken, addAccount, signIn }: Sandbox,
  count: number,
): readonly [Person, ...(readonly Person[])] => {
  const others = Array.from({ length: count - 1 }, (_, index): Person => {
    const email = emailOf(index + 2)
    const added = addAccount({ email })
    return { accessToken: signIn(added), account: { email, password: added.password } }
  })
  const { email = '', password } = account
  return [{ accessToken, account: { email, password } }, ...others]
}
