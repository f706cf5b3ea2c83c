import { newSealingKey, writeSealingKey } from '../../durable/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { key } from '../commands/key.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import { sizeOf, writeLine, type Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { wrapped } from '../wrapped.ts'

/** `mfa-enroll key` */
export const keyCommand = async (
  args: readonly string[],
  { output, error, env }: Streams,
): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, env))
  parseCommandArguments(key, args, texts)
  const made = newSealingKey()
  writeLine(output, writeSealingKey(made))
  // A script that keeps the key wants nothing else said.
  if (error.isTTY === true)
    writeLine(error, wrapped(texts.remark.keyMade(made.id), sizeOf({ output: error }).columns))
  return exitCode.done
}
