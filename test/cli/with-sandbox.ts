import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'

/** Gives a test a sandbox that listens, and closes it whatever happens. */
export const withSandbox = async <A>(
  use: (running: RunningSandbox) => Promise<A>,
  options: SandboxOptions = {},
): Promise<A> => {
  const running = await startSandbox({ port: 0, ...options })
  try {
    return await use(running)
  } finally {
    await running.close()
  }
}
