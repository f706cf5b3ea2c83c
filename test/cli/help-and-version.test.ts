import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { demoOptions } from '../../src/cli/demo/command.ts'
import { enrollOptions } from '../../src/cli/enroll/command.ts'
import { sandboxOptions } from '../../src/cli/sandbox/command.ts'
import { run } from './run-command.ts'

const helping = suite('help and version')

const parsed = { enroll: enrollOptions, demo: demoOptions, sandbox: sandboxOptions }

const optionsInHelp = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/(?:^ {2}|\[)--([a-z-]+)/gm)].map(([, name = '']) => name))].toSorted()

for (const command of ['enroll', 'demo', 'sandbox'] as const) {
  helping(`${command} --help lists every option that is parsed, and no other`, async () => {
    const { code, stdout, stderr } = await run([command, '--help'])
    assert.is(code, 0)
    assert.is(stderr, '')
    assert.equal(optionsInHelp(stdout), Object.keys(parsed[command]).toSorted())
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
  })

  helping(`${command} takes --help anywhere, also as -h`, async () => {
    const { stdout } = await run([command, '--help'])
    assert.is((await run([command, '--nonsense', '-h'])).stdout, stdout)
  })
}

helping('--help names the commands and the exit codes', async () => {
  const { code, stdout } = await run(['--help'])
  assert.is(code, 0)
  for (const word of [
    'demo',
    'enroll',
    'sandbox',
    '0 done',
    '2 usage',
    '3 expired',
    '4 refused',
    '5 unreachable',
    '130',
  ])
    assert.match(stdout, word)
  assert.is((await run(['-h'])).stdout, stdout)
})

helping('--version prints the version of the package', async () => {
  for (const flag of ['--version', '-v'])
    assert.equal(await run([flag]), { code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

helping.run()
