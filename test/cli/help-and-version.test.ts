import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { commands } from '../../src/cli/commands/all.ts'
import { exitCode } from '../../src/cli/exit-code.ts'
import { run } from './run-command.ts'

const helping = suite('help and version')

const optionsInHelp = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name = '']) => name))].toSorted()

for (const { name, options, arguments: declared } of commands) {
  const words = name.split(' ')

  helping(`${name} --help lists every option that is parsed, and no other`, async () => {
    const { code, stdout, stderr } = await run([...words, '--help'])
    assert.is(code, 0)
    assert.is(stderr, '')
    assert.equal(optionsInHelp(stdout), Object.keys(options).toSorted())
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
  })

  helping(`${name} --help tells the choices, the defaults and the arguments`, async () => {
    const { stdout } = await run([...words, '--help'])
    for (const [option, { choices, default: preset, variable }] of Object.entries(options)) {
      if (choices !== undefined) assert.match(stdout, `--${option} ${choices.join('|')} `)
      const text = stdout.replaceAll(/\s+/g, ' ')
      if (preset !== undefined) assert.match(text, `(default ${preset})`)
      else if (variable !== undefined) assert.match(text, `(or ${variable})`)
    }
    for (const argument of declared) assert.match(stdout, new RegExp(`^  ${argument.name}  \\w`, 'm'))
  })

  helping(`${name} takes --help anywhere, also as -h`, async () => {
    const { stdout } = await run([...words, '--help'])
    assert.is((await run([...words, '--nonsense', '-h'])).stdout, stdout)
  })
}

helping('demo --help says what goes with --web and what does not, as the command itself does', async () => {
  const text = (await run(['demo', '--help'])).stdout.replaceAll(/\s+/g, ' ')
  assert.match(text, 'mfa-enroll demo --web [--inspect | --server] [--port N]')
  assert.match(
    text,
    '--record FILE keep what happens, without secrets, in a file of mode 0600; not with --web',
  )
  assert.not.match((await run(['enroll', '--help'])).stdout, '--web')
})

helping('what is said of the options stands in one column', async () => {
  const { stdout } = await run(['enroll', '--help'])
  const columns = [...stdout.matchAll(/^( {2}--\S+(?: \S+)? {2,})\S/gm)].map(([, lead = '']) => lead.length)
  assert.ok(columns.length > 10)
  assert.equal(new Set(columns).size, 1)
})

helping('--help names the commands and the exit codes', async () => {
  const { code, stdout } = await run(['--help'])
  assert.is(code, 0)
  for (const { name } of commands) assert.match(stdout, new RegExp(`^  mfa-enroll ${name}\\b`, 'm'))
  for (const number of Object.values(exitCode)) assert.match(stdout, new RegExp(`^  ${number} +\\w`, 'm'))
  for (const word of ['0    done', '2    usage', '3    expired', '4    refused', '5    unreachable', '130'])
    assert.match(stdout, word)
  assert.is((await run(['-h'])).stdout, stdout)
})

helping('help is --help, of a command as well', async () => {
  assert.equal(await run(['help']), await run(['--help']))
  for (const { name } of commands) {
    const words = name.split(' ')
    assert.equal(await run(['help', ...words]), await run([...words, '--help']))
  }
})

helping('--version prints the version of the package', async () => {
  for (const flag of ['--version', '-v'])
    assert.equal(await run([flag]), { code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

helping.run()
