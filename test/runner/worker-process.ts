import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Counts, FileReport } from './run-file.ts'

/** What became of one file. `ended`: the worker is gone, by its own doing or by ours. */
export type Outcome = Counts & { readonly printed: string; readonly ended: boolean }

const workerModule = fileURLToPath(new URL('./worker.ts', import.meta.url))

// Colour must not depend on who started the tests.
const { FORCE_COLOR: _, ...environment } = process.env

export const startWorker = (): ChildProcess =>
  fork(workerModule, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...environment, NO_COLOR: '1' } })

/** Lets the worker end by itself: only then is its coverage written. */
export async function endWorker(worker: ChildProcess): Promise<void> {
  if (!worker.connected) return
  worker.disconnect()
  await once(worker, 'exit')
}

/** Has one file run, and waits for the report, the worker's end or the time limit, whichever is first. */
export const askWorker = (worker: ChildProcess, file: string, limitSeconds: number): Promise<Outcome> =>
  new Promise((resolve) => {
    let printed = ''
    let report: FileReport | undefined
    let stopped = false
    const collect = (chunk: Buffer) => (printed += chunk.toString())
    const timeout = setTimeout(() => {
      stopped = true
      printed += `\n  Not finished after ${limitSeconds} s: the file was stopped.\n`
      worker.kill('SIGKILL')
    }, limitSeconds * 1000)

    const settle = (ended: boolean) => {
      clearTimeout(timeout)
      for (const stream of [worker.stdout, worker.stderr]) stream?.off('data', collect)
      worker.removeAllListeners()
      resolve({ ...(report ?? { passed: 0, failed: 1, skipped: 0 }), printed, ended })
    }
    for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', collect)
    worker.on('message', (message: FileReport) => {
      report = message
      if (message.failed > 0 || message.leavesGlobals) worker.disconnect()
      else settle(false)
    })
    // `close` comes when all that the worker printed was read, but waits for children that share its output.
    worker.on('exit', () => setTimeout(settle, 1000, true).unref())
    worker.on('close', () => {
      if (report === undefined && !stopped) printed += '\n  The process ended before the file was finished.\n'
      settle(true)
    })
    worker.send(file, (error) => {
      if (error === null) return
      printed += '\n  The worker was gone before the file began: did the file before it end the process?\n'
      settle(true)
    })
  })
