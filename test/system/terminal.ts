import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** 80 unless told. */
  readonly columns?: number
  /** 50 unless told. */
  readonly rows?: number
  /** What `TERM` says inside; tmux's own kind unless told. */
  readonly term?: string
}

/** `mfa-enroll` on a pseudo terminal, as a person has it: tmux presses the keys and tells what is to be seen. */
export interface Terminal {
  /** What is on the screen and above it. */
  readonly screen: () => Promise<string>
  /** The screen with its colours, as escape sequences. */
  readonly colouredScreen: () => Promise<string>
  /** All that the command wrote to the terminal so far, escape sequences and all. */
  readonly written: () => string
  /** Polls until the pattern is to be seen; rejects with the screen when that takes too long. */
  readonly until: (pattern: RegExp, limitMs?: number) => Promise<RegExpExecArray>
  readonly type: (text: string) => Promise<void>
  /** Keys by their tmux names: `Enter`, `BSpace`, `C-c`. */
  readonly press: (...keys: readonly string[]) => Promise<void>
  /** Waits for the command's end and what it left: its exit code, and whether the terminal is as it was. */
  readonly ended: (limitMs?: number) => Promise<{ readonly code: number; readonly isRestored: boolean }>
  readonly close: () => void
}

const pollMs = 50

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

export const openTerminal = async (
  args: readonly string[],
  { env = {}, columns = 80, rows = 50, term }: TerminalOptions = {},
): Promise<Terminal> => {
  // A socket of its own: a server of tmux would keep the environment of whoever started it.
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-'))
  const socket = join(folder, 'tmux')
  const { PATH, HOME } = process.env
  const environment = { PATH, HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env }
  const tmux = async (...command: readonly string[]): Promise<string> =>
    (await run('tmux', ['-S', socket, ...command], { env: environment })).stdout

  const command = [process.execPath, '--import', 'tsx', 'src/cli/main.ts', ...args].map(quoted).join(' ')
  const inside = term === undefined ? '' : `TERM=${quoted(term)}; export TERM; `
  // What the terminal was like before is compared with what it is like after.
  const script = `tmux -S ${quoted(socket)} wait-for begin; ${inside}before=$(stty -g); ${command}; code=$?; [ "$before" = "$(stty -g)" ] && left=restored || left=disturbed; echo "ended with $code, $left"; sleep 600`
  await tmux('-u', '-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), script)
  const bytes = join(folder, 'bytes')
  await tmux('pipe-pane', '-o', `cat > ${quoted(bytes)}`)
  await tmux('wait-for', '-S', 'begin')

  const screen = () => tmux('capture-pane', '-p', '-S', '-')
  const until: Terminal['until'] = async (pattern, limitMs = 20_000) => {
    const deadline = Date.now() + limitMs
    for (;;) {
      const seen = await screen()
      const found = pattern.exec(seen)
      if (found !== null) return found
      if (Date.now() > deadline) throw new Error(`${pattern} did not come to be seen:\n${seen.trimEnd()}`)
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
  return {
    screen,
    colouredScreen: () => tmux('capture-pane', '-p', '-e', '-S', '-'),
    written: () => readFileSync(bytes, 'utf8'),
    until,
    type: async (text) => void (await tmux('send-keys', '-l', text)),
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    ended: async (limitMs) => {
      const [, code, left] = await until(/ended with (\d+), (restored|disturbed)/, limitMs)
      return { code: Number(code), isRestored: left === 'restored' }
    },
    close: () => {
      execFileSync('tmux', ['-S', socket, 'kill-server'], { stdio: 'ignore' })
      rmSync(folder, { recursive: true })
    },
  }
}

/** Gives a test a terminal, and closes it whatever happens. */
export const onTerminal = async (
  args: readonly string[],
  options: TerminalOptions,
  use: (terminal: Terminal) => Promise<void>,
): Promise<void> => {
  const terminal = await openTerminal(args, options)
  try {
    await use(terminal)
  } finally {
    terminal.close()
  }
}
