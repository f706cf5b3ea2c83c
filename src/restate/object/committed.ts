import type { ObjectContext } from '@restatedev/restate-sdk'

/** Runs once Restate has taken what this handler did, or the connection to it was lost: whoever is told looks there. */
export const onceThere = (ctx: Pick<ObjectContext, 'request'>, tell: () => void): void =>
  ctx.request().attemptCompletedSignal.addEventListener('abort', tell, { once: true })
