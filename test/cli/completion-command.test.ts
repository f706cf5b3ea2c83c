import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { commands } from '../../src/cli/commands/all.ts'
import { run } from './run-command.ts'

// test/system/completion.test.ts asks the shells themselves.
const completing = suite('the completion command')

const flags = {
  bash: (option: string) => `--${option}`,
  zsh: (option: string) => `'--${option}`,
  fish: (option: string) => `-l ${option} `,
} as const

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  completing(
    `${shell} gets a script that says how to install it and knows every command and option`,
    async () => {
      const { code, stdout, stderr } = await run(['completion', shell])
      assert.is(code, 0)
      assert.is(stderr, '')
      const comment = stdout.split('\n').filter((line) => line.startsWith('#'))
      assert.ok(comment.some((line) => line.includes(`mfa-enroll completion ${shell}`)))
      for (const { name, options } of commands) {
        for (const word of name.split(' ')) assert.match(stdout, new RegExp(`\\b${word}\\b`))
        for (const option of Object.keys(options)) assert.ok(stdout.includes(flags[shell](option)), option)
      }
    },
  )

  completing(`${shell} may be written in capitals`, async () => {
    assert.equal(await run(['completion', shell.toUpperCase()]), await run(['completion', shell]))
  })
}

completing('another shell, or none, gets one line that names those there are', async () => {
  for (const args of [['completion'], ['completion', 'powershell'], ['completion', '-x9']]) {
    const { code, stdout, stderr } = await run(args)
    assert.is(code, 2)
    assert.is(stdout, '')
    assert.match(stderr, /^mfa-enroll: SHELL [^\n]*bash, zsh or fish\.[^\n]*\n$/)
    assert.not.match(stderr, /powershell|x9/)
  }
})

completing.run()
