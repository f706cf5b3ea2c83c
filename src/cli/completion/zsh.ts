import { doubleNames, type Completed, type CompletedOption } from './completed.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

const escaped = (text: string): string => text.replace(/[\\[\]:]/g, String.raw`\$&`)

const specOf = ({ name, about, value }: CompletedOption): string => {
  const told = `[${escaped(about)}]`
  switch (value.is) {
    case 'nothing':
      return quoted(`--${name}${told}`)
    case 'file':
      return quoted(`--${name}=${told}:file:_files`)
    case 'text':
      return quoted(`--${name}=${told}:${escaped(value.name)}: `)
    case 'choice':
      return quoted(`--${name}=${told}:${escaped(name)}:(${value.choices.join(' ')})`)
  }
}

const wordLines = ({ words }: Completed): readonly string[] =>
  words.length === 0
    ? []
    : [
        '      choices=(',
        ...words.map(
          ({ word, about }) => `        ${quoted(about === '' ? word : `${word}:${escaped(about)}`)}`,
        ),
        '      )',
      ]

const argumentSpec = ({ name, is, isOptional }: NonNullable<Completed['argument']>): string =>
  quoted(`1${isOptional ? '::' : ':'}${escaped(name)}:${is === 'file' ? '_files' : ' '}`)

const caseOf = (command: Completed): readonly string[] => [
  `    ${quoted(command.name)})`,
  ...wordLines(command),
  '      options=(',
  ...command.options.map((option) => `        ${specOf(option)}`),
  ...(command.argument === null ? [] : [`        ${argumentSpec(command.argument)}`]),
  '      )',
  '      ;;',
]

/** The completion script for zsh, to be autoloaded or evaluated. */
export const zshScript = (commands: readonly Completed[]): string =>
  [
    '#compdef mfa-enroll',
    '# Completes mfa-enroll in zsh. Keep it as _mfa-enroll in a folder of your fpath:',
    '#   mfa-enroll completion zsh > "${fpath[1]}/_mfa-enroll"',
    '# or add this line to ~/.zshrc, after compinit:',
    '#   eval "$(mfa-enroll completion zsh)"',
    '_mfa_enroll() {',
    '  local command=',
    '  local -a choices options',
    '  (( CURRENT > 2 )) && command=$words[2]',
    '  if (( CURRENT > 3 )); then',
    '    case "$words[2] $words[3]" in',
    `      ${doubleNames(commands).map(quoted).join('|')}) command="$words[2] $words[3]" ;;`,
    '    esac',
    '  fi',
    '  case $command in',
    ...commands.flatMap(caseOf),
    '    *) return 1 ;;',
    '  esac',
    '  # What names the command is no argument of it.',
    '  local -a names=(${=command})',
    '  local count=$#names',
    '  words=("${(@)words[1]}" "${(@)words[count+2,-1]}")',
    '  (( CURRENT -= count ))',
    "  (( ${#choices} )) && options+=('1: :->choice')",
    '  local context state state_descr line',
    '  typeset -A opt_args',
    '  _arguments -S $options && return 0',
    "  [[ $state = choice ]] && _describe 'command' choices",
    '}',
    'if [[ $funcstack[1] = _mfa-enroll ]]; then',
    '  _mfa_enroll "$@"',
    'else',
    '  compdef _mfa_enroll mfa-enroll',
    'fi',
    '',
  ].join('\n')
