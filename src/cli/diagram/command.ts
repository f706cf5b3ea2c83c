import { parseCommandArguments } from '../command-arguments.ts'
import { diagram } from '../commands/diagram.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import type { Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { diagramText } from './diagram-text.ts'

/** `mfa-enroll diagram` */
export const diagramCommand = async (
  args: readonly string[],
  { output, env }: Streams,
): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, env))
  const { format, story = false } = parseCommandArguments(diagram, args, texts).values
  if (story && format !== 'mermaid' && format !== 'svg') throw new UsageError(texts.inspect.storyOfPictures)
  output.write(await diagramText(format, story))
  return exitCode.done
}
