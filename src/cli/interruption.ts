import { exitCode } from './exit-code.ts'
import type { CliTexts } from './texts/texts.ts'

/** Ctrl-C while no question is open. */
export interface Interruption {
  readonly happened: () => boolean
  /** From now on, the first Ctrl-C calls this, at once if there was one already, and the second ends the process at once. */
  readonly onFirst: (run: () => void) => void
  readonly stop: () => void
}

export const watchInterruption = ({ remark }: Pick<CliTexts, 'remark'>): Interruption => {
  let happened = false
  let run: () => void = () => undefined
  const listener = () => {
    // What is under way may be a bind: it is told to the end, unless the person insists.
    if (happened) {
      process.stderr.write(`${remark.leftAtOnce}\n`)
      process.exit(exitCode.cancelled)
    }
    happened = true
    run()
  }
  process.on('SIGINT', listener)
  return {
    happened: () => happened,
    onFirst: (next) => {
      run = next
      if (happened) next()
    },
    stop: () => process.off('SIGINT', listener),
  }
}
