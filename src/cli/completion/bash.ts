import { doubleNames, type Completed, type CompletedOption } from './completed.ts'

const flags = (options: readonly CompletedOption[]): string =>
  options.map(({ name }) => `--${name}`).join(' ')

const afterOption = ({ name, value }: CompletedOption): readonly string[] => {
  switch (value.is) {
    case 'nothing':
      return []
    case 'choice':
      return [`        --${name}) kind=words words='${value.choices.join(' ')}' ;;`]
    default:
      return [`        --${name}) kind=${value.is} ;;`]
  }
}

const caseOf = ({ name, options, words, argument }: Completed): readonly string[] => {
  const values = options.flatMap(afterOption)
  return [
    `    '${name}')`,
    `      options=' ${flags(options)} '`,
    `      words='${words.map(({ word }) => word).join(' ')}'`,
    // Before what stands after an option, which is the option's value.
    ...(argument?.is === 'file' ? ['      [ "${current:0:1}" = - ] || kind=file'] : []),
    ...(values.length === 0 ? [] : ['      case $previous in', ...values, '      esac']),
    '      ;;',
  ]
}

/** The completion script for bash 3.2 (which macOS has) and later. */
export const bashScript = (commands: readonly Completed[]): string =>
  [
    '# Completes mfa-enroll in bash. Where the package bash-completion is installed, keep it as',
    '#   mfa-enroll completion bash > ~/.local/share/bash-completion/completions/mfa-enroll',
    '# and anywhere else add this line to ~/.bashrc:',
    '#   eval "$(mfa-enroll completion bash)"',
    '_mfa_enroll() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}',
    '  local command= kind=any options= words= word match',
    String.raw`  local IFS=$' \t\n'`,
    '  # Bash takes the = of --option=value for a word of its own.',
    '  if [ "$current" = = ]; then',
    '    current=',
    '  elif [ "$previous" = = ]; then',
    '    previous=${COMP_WORDS[COMP_CWORD-2]}',
    '  fi',
    '  [ "$COMP_CWORD" -gt 1 ] && command=${COMP_WORDS[1]}',
    '  if [ "$COMP_CWORD" -gt 2 ]; then',
    '    case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in',
    `      ${doubleNames(commands)
      .map((name) => `'${name}'`)
      .join('|')}) command="\${COMP_WORDS[1]} \${COMP_WORDS[2]}" ;;`,
    '    esac',
    '  fi',
    '  case $command in',
    ...commands.flatMap(caseOf),
    '  esac',
    '  COMPREPLY=()',
    '  case $kind in',
    '    text) return ;;',
    '    file)',
    '      compopt -o filenames 2>/dev/null',
    '      while IFS= read -r match; do COMPREPLY+=("$match"); done < <(compgen -f -- "$current")',
    '      return',
    '      ;;',
    '    any)',
    '      # An option is given once.',
    '      for word in "${COMP_WORDS[@]:0:COMP_CWORD}"; do options=${options/" $word "/ }; done',
    '      [ -n "$words" ] && [ "${current:0:1}" != - ] || words="$words $options"',
    '      ;;',
    '  esac',
    '  while IFS= read -r match; do COMPREPLY+=("$match"); done < <(compgen -W "$words" -- "$current")',
    '}',
    'complete -F _mfa_enroll mfa-enroll',
    '',
  ].join('\n')
