import { doubleNames, type Completed, type CompletedOption } from './completed.ts'

const quoted = (text: string): string => `'${text.replace(/[\\']/g, String.raw`\$&`)}'`

const flagsOf = ({ value }: CompletedOption): string => {
  switch (value.is) {
    case 'nothing':
      return ''
    case 'file':
      return ' -r -F'
    case 'text':
      return ' -x'
    case 'choice':
      return ` -x -a ${quoted(value.choices.join(' '))}`
  }
}

const linesOf = (command: Completed): readonly string[] => {
  const where = `complete -c mfa-enroll -n ${quoted(`__mfa_enroll_is ${quoted(command.name)}`)}`
  const depth = command.name === '' ? 1 : command.name.split(' ').length + 1
  const first = `complete -c mfa-enroll -n ${quoted(`__mfa_enroll_is ${quoted(command.name)} ${depth}`)}`
  return [
    ...(command.argument?.is === 'file' ? [`${where} -F`] : []),
    ...command.words.map(({ word, about }) => `${first} -a ${quoted(word)} -d ${quoted(about)}`),
    ...command.options.map(
      (option) => `${where} -l ${option.name}${flagsOf(option)} -d ${quoted(option.about)}`,
    ),
  ]
}

/** The completion script for fish. */
export const fishScript = (commands: readonly Completed[]): string =>
  [
    '# Completes mfa-enroll in fish. Keep it as',
    '#   mfa-enroll completion fish > ~/.config/fish/completions/mfa-enroll.fish',
    "function __mfa_enroll_is -d 'Is this the command, and so many words there?'",
    '    set -l typed (commandline -opc)',
    '    set -l command "$typed[2]"',
    `    if contains -- "$typed[2] $typed[3]" ${doubleNames(commands).map(quoted).join(' ')}`,
    '        set command "$typed[2] $typed[3]"',
    '    end',
    '    test "$command" = "$argv[1]"; or return 1',
    '    test -z "$argv[2]"; or test (count $typed) -eq "$argv[2]"',
    'end',
    'complete -c mfa-enroll -f',
    ...commands.flatMap(linesOf),
    '',
  ].join('\n')
