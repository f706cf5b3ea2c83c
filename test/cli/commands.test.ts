// The table of commands: whatever it declares is what the parser takes.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseCommandArguments } from '../../src/cli/command-arguments.ts'
import { commands } from '../../src/cli/commands/all.ts'
import type { Command } from '../../src/cli/commands/command.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { UsageError } from '../../src/cli/usage-error.ts'

const table = suite('the table of commands')

const parse = (command: Command, args: readonly string[], lang: 'en' | 'zh-CN' = 'en') =>
  parseCommandArguments(command, args, textsFor(lang))

const given = ({ arguments: declared }: Command): readonly string[] =>
  declared.map(({ choices }) => choices?.[0] ?? 'something')

const refusal = (command: Command, args: readonly string[], lang: 'en' | 'zh-CN' = 'en'): string => {
  try {
    parse(command, args, lang)
  } catch (cause) {
    if (cause instanceof UsageError) return cause.message
    throw cause
  }
  return 'accepted'
}

for (const command of commands) {
  const { name, options } = command

  table(`${name} takes each of its choices, in upper and lower case, and gives it as it is written`, () => {
    for (const [option, { choices = [] }] of Object.entries(options))
      for (const choice of choices)
        for (const typed of [choice, choice.toUpperCase(), choice.toLowerCase()])
          assert.is(parse(command, [...given(command), `--${option}`, typed]).values[option], choice)
  })

  table(`${name} refuses any other value by naming the choices, and does not repeat it`, () => {
    for (const [option, { choices }] of Object.entries(options)) {
      if (choices === undefined) continue
      for (const lang of ['en', 'zh-CN'] as const) {
        const message = refusal(command, [...given(command), `--${option}`, 'SECRET'], lang)
        assert.match(message, `--${option} `)
        for (const choice of choices) assert.match(message, choice)
        assert.not.match(message, 'SECRET')
      }
    }
  })

  table(`${name} gives its defaults, and nothing for what is missing`, () => {
    const { values } = parse(command, given(command))
    for (const [option, { default: preset }] of Object.entries(options)) assert.is(values[option], preset)
  })

  table(`${name} takes exactly the arguments it declares`, () => {
    const all = given(command)
    assert.equal(parse(command, all).positionals, all)
    assert.match(refusal(command, [...all, 'SECRET']), /one argument too many/)
    const needed = command.arguments.filter(({ isOptional }) => isOptional !== true)
    if (needed.length > 0) assert.match(refusal(command, []), /is missing/)
    else assert.equal(parse(command, []).positionals, [])
  })

  table(`${name} refuses secrets in arguments, whatever they are called`, () => {
    for (const option of ['token', 'access-token', 'code', 'passCode', 'password'])
      for (const lang of ['en', 'zh-CN'] as const) {
        const message = refusal(command, [...given(command), `--${option}=SECRET`], lang)
        assert.match(message, lang === 'en' ? /can be seen by others/ : /他人可看到命令参数/)
        assert.not.match(message, 'SECRET')
      }
  })
}

table('an optional argument is the last one, so that nothing has to be guessed', () => {
  for (const { arguments: declared } of commands)
    for (const { isOptional } of declared.slice(0, -1)) assert.is(isOptional, undefined)
})

table('no name of a secret is an option of any command', () => {
  for (const { name, options } of commands)
    for (const option of Object.keys(options))
      assert.not.match(option, /^(?:access-?token|token|code|pass-?code|password)$/, `${name} --${option}`)
})

table('an argument after -- may begin with a dash', () => {
  const remove = commands.find(({ name }) => name === 'factors remove')
  assert.ok(remove)
  assert.equal(parse(remove, ['--yes', '--', '-id']).positionals, ['-id'])
})

table.run()
