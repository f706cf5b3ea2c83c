// `mfa-enroll serve` as a process of its own, and what a client of it needs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as t from 'io-ts'
import { newSealingKey, writeSealingKey } from '../../src/durable/index.ts'
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { startProcess } from '../cli/run-command.ts'

const Listening = t.type({ msg: t.literal('listening'), url: t.string, metrics: t.union([t.string, t.null]) })

const Answer = t.intersection([
  t.type({}),
  t.partial({ id: t.string, state: t.string, generation: t.number, reason: t.string, type: t.string }),
])

export interface Served {
  readonly url: string
  readonly metrics: string | null
  readonly process: ReturnType<typeof startProcess>
  /** Sends JSON as a person of the sandbox, and waits until the enrollment has settled. */
  readonly ask: (
    method: string,
    path: string,
    options?: {
      readonly body?: unknown
      readonly token?: string
      readonly headers?: Readonly<Record<string, string>>
    },
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: t.TypeOf<typeof Answer> }>
  /** Sends it a signal, and waits for its end. */
  readonly end: (signal: NodeJS.Signals) => Promise<{ readonly code: number | null; readonly stdout: string }>
}

export interface Stage {
  readonly sandbox: RunningSandbox
  /** A file in a folder that goes away with the stage. */
  readonly db: string
  readonly serve: (args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Served>
}

const answerOf = (text: string): t.TypeOf<typeof Answer> => {
  const json: unknown = text === '' ? {} : JSON.parse(text)
  return Answer.is(json) ? json : {}
}

/** Gives a test a sandbox and as many servers over it as it likes, and ends them all. */
export const onStage = async (
  play: (stage: Stage) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'))
  const sandbox = await startSandbox({ port: 0, ...options })
  const key = writeSealingKey(newSealingKey())
  const db = join(folder, 'enrollments.db')
  const processes: ReturnType<typeof startProcess>[] = []

  const serve: Stage['serve'] = async (args = ['--db', db], env = {}) => {
    const running = startProcess(['serve', '--port', '0', ...args], {
      GENAUTH_HOST: sandbox.url,
      GENAUTH_APP_ID: sandbox.sandbox.appId,
      MFA_ENROLL_KEY: key,
      ...env,
    })
    processes.push(running)
    const [line] = await running.stdout.until(/^.*"listening".*\n/m)
    const listening: unknown = JSON.parse(line)
    if (!Listening.is(listening)) throw new Error(`It does not say where it listens: ${line}`)
    const { url, metrics } = listening
    return {
      url,
      metrics,
      process: running,
      ask: async (method, path, { body, token = sandbox.sandbox.accessToken, headers = {} } = {}) => {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            prefer: 'wait=10',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        return { status: response.status, headers: response.headers, body: answerOf(await response.text()) }
      },
      end: async (signal) => {
        running.child.kill(signal)
        return running.ended
      },
    }
  }

  try {
    await play({ sandbox, db, serve })
  } finally {
    for (const { child } of processes) child.kill('SIGKILL')
    await Promise.all(processes.map(({ ended }) => ended))
    await sandbox.close()
    rmSync(folder, { recursive: true })
  }
}

/** What asks for a code to a phone number. */
export const sms = (phoneNumber: string, phoneCountryCode = '+86') => ({
  factorType: 'SMS',
  profile: { phoneCountryCode, phoneNumber },
})
