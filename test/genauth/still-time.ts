import { mock } from 'node:test'

/** Runs a test in which time passes only where it says so. */
export const inStillTime = async (run: () => Promise<void>): Promise<void> => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    await run()
  } finally {
    mock.timers.reset()
  }
}

/** Lets so much time pass, ms. */
export const pass = (ms: number): void => mock.timers.tick(ms)

/** Once everything that can happen without time has happened. */
export const quiet = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
}

/** The answer, if there is one without more time. */
export const answered = async <A>(answer: Promise<A>): Promise<A> => {
  const nothing = Symbol('nothing')
  const first = await Promise.race([answer, quiet().then(() => nothing)])
  if (first === nothing) throw new Error('the call goes on')
  return answer
}
