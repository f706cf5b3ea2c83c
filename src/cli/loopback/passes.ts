import { sameText } from '../../constant-time/index.ts'
import { newSecret } from './secret.ts'

/** Who may see a page of this run. See {@link createPasses}. */
export interface Passes {
  /** The path of the link that lets one browser in, once. Asking for it anew makes the one before worthless. */
  readonly newLink: () => string
  /** What a ticket is worth: it lets in, it did so before, or it never was one. */
  readonly redeem: (ticket: string) => 'good' | 'spent' | 'unknown'
  /** The `Set-Cookie` of a browser that was let in. */
  readonly cookie: (port: number) => string
  readonly isHeld: (cookies: string | undefined, port: number) => boolean
}

// Cookies know no ports: two pages of this machine, on two ports, share one jar.
const nameOf = (port: number): string => `mfa_enroll_${port}`

/** The part of every address that a link has. */
export const linkPath = '/open/'

/**
 * The pass of one run. The link stands in a terminal and ends up in a browser's history, so it is good once; what
 * counts from then on is a cookie that no script can read, no other site can make the browser send, and that ends
 * with the browser. A new run knows neither.
 */
export const createPasses = (): Passes => {
  const pass = newSecret()
  let ticket: string | null = null
  const spent: string[] = []
  return {
    newLink: () => {
      ticket = newSecret()
      return `${linkPath}${ticket}`
    },
    redeem: (given) => {
      if (spent.some((one) => sameText(one, given))) return 'spent'
      if (ticket === null || !sameText(ticket, given)) return 'unknown'
      spent.push(ticket)
      ticket = null
      return 'good'
    },
    cookie: (port) => `${nameOf(port)}=${pass}; Path=/; HttpOnly; SameSite=Strict`,
    isHeld: (cookies = '', port) => {
      const held = cookies.split(/; */).find((one) => one.startsWith(`${nameOf(port)}=`))
      return held !== undefined && sameText(held.slice(held.indexOf('=') + 1), pass)
    },
  }
}
