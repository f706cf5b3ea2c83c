import { parseCommandArguments } from '../command-arguments.ts'
import { commands } from '../commands/all.ts'
import { completion } from '../commands/completion.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import type { Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { bashScript } from './bash.ts'
import { allCompleted, type Completed } from './completed.ts'
import { fishScript } from './fish.ts'
import { zshScript } from './zsh.ts'

const scripts: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

/** `mfa-enroll completion` */
export const completionCommand = async (
  args: readonly string[],
  { output, env }: Streams,
): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, env))
  const [shell = ''] = parseCommandArguments(completion, args, texts).positionals
  const script = scripts[shell]
  if (script === undefined) throw new Error('A shell of the table has no script')
  output.write(script(allCompleted(commands)))
  return exitCode.done
}
