// What `mfa-enroll completion` prints, in the shells themselves. Wants bash, fish, zsh and tmux.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { commands } from '../../src/cli/commands/all.ts'
import { run } from '../cli/run-command.ts'

const runFile = promisify(execFile)

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-completion-'))
const script = (shell: string): string => join(folder, shell)
writeFileSync(join(folder, 'two words.jpg'), '')
writeFileSync(join(folder, 'token'), '')

const prepare = async (): Promise<void> => {
  for (const shell of ['bash', 'zsh', 'fish'])
    writeFileSync(script(shell), (await run(['completion', shell])).stdout)
}
const cleanUp = (): void => rmSync(folder, { recursive: true })

/** No variable of the service, and no way to it: completing must not need any. */
const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color' }

const topLevel = commands.map(({ name }) => name).filter((name) => !name.includes(' '))
const optionsOf = (name: string): readonly string[] => [
  ...Object.keys(commands.find((command) => command.name === name)?.options ?? {}).map(
    (option) => `--${option}`,
  ),
  '--help',
]

/** What was typed, the cursor being at its end, and what the shell should offer. */
const offers: readonly (readonly [typed: string, offered: readonly string[]])[] = [
  ['mfa-enroll ', topLevel],
  ['mfa-enroll en', ['enroll']],
  ['mfa-enroll --', ['--help', '--version']],
  ['mfa-enroll enroll --', optionsOf('enroll')],
  ['mfa-enroll enroll --ack', ['--ack-recovery-code']],
  ['mfa-enroll enroll --factor ', ['otp', 'sms', 'email', 'face']],
  ['mfa-enroll enroll --json --factor f', ['face']],
  ['mfa-enroll enroll --brand ', ['genauth', 'authing']],
  ['mfa-enroll enroll --lang z', ['zh-CN']],
  ['mfa-enroll demo --', optionsOf('demo')],
  ['mfa-enroll factors re', ['remove', 'replace']],
  ['mfa-enroll factors --b', ['--brand']],
  ['mfa-enroll factors remove 6490abcd --y', ['--yes']],
  ['mfa-enroll factors replace 6490abcd --ph', ['--phone']],
  ['mfa-enroll sandbox --list-shape ', ['array', 'object', 'null']],
  ['mfa-enroll sandbox --port ', []],
  ['mfa-enroll completion ', ['bash', 'zsh', 'fish']],
  ['mfa-enroll diagram --format ', ['mermaid', 'table', 'svg', 'json']],
  ['mfa-enroll inspect --', optionsOf('inspect')],
  ['mfa-enroll inspect --port ', []],
  [`mfa-enroll inspect ${folder}/tok`, [`${folder}/token`]],
  [`mfa-enroll demo --record ${folder}/tok`, [`${folder}/token`]],
  [`mfa-enroll enroll --photo ${folder}/two`, [`${folder}/two words.jpg`]],
  [`mfa-enroll enroll --access-token-file ${folder}/tok`, [`${folder}/token`]],
]

const sorted = (words: readonly string[]): readonly string[] => words.toSorted()

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')

const bash = suite('completing in bash')
bash.before(prepare)

const complete =
  String.raw`source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mfa_enroll 2>&1; printf '%s\n' "\${COMPREPLY[@]}"`.replace(
    String.raw`\$`,
    '$',
  )
const inBash = async (words: readonly string[]): Promise<readonly string[]> => {
  const args = ['--norc', '--noprofile', '-c', complete, 'bash', script('bash'), ...words]
  return lines((await runFile('bash', args, { env })).stdout)
}

for (const [typed, offered] of offers) {
  bash(
    `${typed.replace(folder, '')} gets ${offered.length}: ${offered.join(' ').replace(folder, '')}`,
    async () => {
      assert.equal(sorted(await inBash(typed.split(' '))), sorted(offered))
    },
  )
}

bash('what follows = is completed, which bash takes for a word of its own', async () => {
  assert.equal(await inBash(['mfa-enroll', 'enroll', '--factor', '=', 'f']), ['face'])
  assert.equal(await inBash(['mfa-enroll', 'enroll', '--brand', '=']), ['genauth', 'authing'])
})

bash('an option that is there already is not offered again', async () => {
  const offered = await inBash(['mfa-enroll', 'enroll', '--json', '--plain', '--'])
  assert.not.ok(offered.includes('--json') || offered.includes('--plain'))
  assert.ok(offered.includes('--ascii'))
})

bash('the script registers itself', async () => {
  const { stdout } = await runFile(
    'bash',
    ['--norc', '-c', 'source "$1"; complete -p mfa-enroll', 'bash', script('bash')],
    { env },
  )
  assert.is(stdout, 'complete -F _mfa_enroll mfa-enroll\n')
})

bash.run()

const fish = suite('completing in fish')

for (const [typed, offered] of offers) {
  fish(
    `${typed.replace(folder, '')} gets ${offered.length}: ${offered.join(' ').replace(folder, '')}`,
    async () => {
      const args = ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', script('fish'), typed]
      const { stdout } = await runFile('fish', args, { env: { ...env, XDG_DATA_HOME: folder } })
      const words = lines(stdout).map((line) => line.split('\t')[0] ?? '')
      assert.equal(sorted(words.filter((word) => word !== '-h')), sorted(offered))
    },
  )
}

fish.run()

const zsh = suite('completing in zsh')

const socket = join(folder, 'tmux')
const tmux = async (...args: readonly string[]): Promise<string> =>
  (await runFile('tmux', ['-S', socket, ...args], { env })).stdout

const seen = async (pattern: RegExp): Promise<string> => {
  for (let tries = 0; ; tries += 1) {
    const screen = await tmux('capture-pane', '-p')
    if (pattern.test(screen)) return screen
    if (tries > 200) throw new Error(`${pattern} did not come to be seen:\n${screen.trimEnd()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

zsh.before(async () => {
  await tmux('-u', '-f', '/dev/null', 'new-session', '-d', '-x', '150', '-y', '50', 'zsh -f')
  const ready = `PROMPT='%% '; unsetopt list_ambiguous; autoload -Uz compinit; compinit -D -u; source ${script('zsh')}; clear; echo ready`
  await tmux('send-keys', '-l', ready)
  await tmux('send-keys', 'Enter')
  await seen(/^ready\n%/m)
})
zsh.after(() => {
  execFileSync('tmux', ['-S', socket, 'kill-server'], { stdio: 'ignore', env })
  cleanUp()
})

const escapedPattern = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)

/** One word is put into the line at once, several are listed below it. */
const expected = (typed: string, offered: readonly string[]): RegExp => {
  const [only = ''] = offered
  if (offered.length === 1) {
    const before = typed.slice(0, typed.lastIndexOf(' ') + 1)
    return new RegExp(`^% ${escapedPattern(before + only.replace(' ', '\\ '))}`, 'm')
  }
  const all = offered.map((word) => `(?=[^]*\\n(?:.* )?${escapedPattern(word)}(?:\\s|$))`)
  return new RegExp(`^% ${escapedPattern(typed.trimEnd())}.*${all.join('')}`, 'm')
}

for (const [typed, offered] of offers.filter(([, words]) => words.length > 0)) {
  zsh(
    `${typed.replace(folder, '')} gets ${offered.length}: ${offered.join(' ').replace(folder, '')}`,
    async () => {
      await tmux('send-keys', '-l', typed)
      await tmux('send-keys', 'Tab')
      await seen(expected(typed, offered)).finally(() => tmux('send-keys', 'C-u', 'C-l'))
      await seen(/^%\s*$/)
    },
  )
}

zsh.run()
