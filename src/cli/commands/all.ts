import type { Command } from './command.ts'
import { completion } from './completion.ts'
import { demo } from './demo.ts'
import { diagram } from './diagram.ts'
import { enroll } from './enroll.ts'
import { factors, removeFactor, replaceFactor } from './factors.ts'
import { inspect } from './inspect.ts'
import { key } from './key.ts'
import { serve } from './serve.ts'
import { sandbox } from './sandbox.ts'

/** Every command, in the order in which people need them. Help, completion and docs/cli.md are made of this. */
export const commands: readonly Command[] = [
  demo,
  enroll,
  factors,
  removeFactor,
  replaceFactor,
  inspect,
  diagram,
  sandbox,
  serve,
  key,
  completion,
]
