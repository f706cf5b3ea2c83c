import { spawn } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { program } from '../../src/cli/program.ts'
import type { RunningSandbox } from '../../src/sandbox/index.ts'
import { collect, type WrittenText } from './written-text.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** One call of the command under way, with a script at both ends. */
export interface Running {
  readonly type: (line: string) => void
  readonly endInput: () => void
  readonly stdout: WrittenText
  readonly stderr: WrittenText
  readonly ended: Promise<Ended>
}

type Env = Readonly<Record<string, string | undefined>>

/** Runs the command in this process: streams instead of pipes, everything else as it is. */
export const start = (args: readonly string[], env: Env = {}): Running => {
  const [input, output, error] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const [stdout, stderr] = [collect(output), collect(error)]
  const ended = program(args, { input, output, error, env }).then((code) => {
    output.end()
    error.end()
    return { code, stdout: stdout.all(), stderr: stderr.all() }
  })
  return {
    type: (line) => void input.write(`${line}\n`),
    endInput: () => void input.end(),
    stdout,
    stderr,
    ended,
  }
}

/** Runs the command in this process with all its input given beforehand. */
export const run = (
  args: readonly string[],
  env: Env = {},
  lines: readonly string[] = [],
): Promise<Ended> => {
  const running = start(args, env)
  for (const line of lines) running.type(line)
  running.endInput()
  return running.ended
}

/** Runs the command as a process of its own, without the variables of whoever runs the tests. */
export const startProcess = (args: readonly string[], env: Env = {}) => {
  const { PATH, NODE_V8_COVERAGE } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    env: { PATH, ...(NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE }), ...env },
  })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: stdout.all(), stderr: stderr.all() }))
  })
  const running: Running = {
    type: (line) => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
    stdout,
    stderr,
    ended,
  }
  return { ...running, child }
}

/** What the environment must hold for `enroll` to reach a sandbox as its person. */
export const environmentFor = ({ url, sandbox }: RunningSandbox): Env => ({
  GENAUTH_HOST: url,
  GENAUTH_APP_ID: sandbox.appId,
  GENAUTH_ACCESS_TOKEN: sandbox.accessToken,
})
