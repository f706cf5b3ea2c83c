import { cliPage } from './cli-page.ts'
import { errorsPage } from './errors/errors-page.ts'
import { faultsPage } from './faults/faults-page.ts'
import { wordsPage } from './words/words-page.ts'
import { machinePage, machinePicture } from './machine/machine-page.ts'

/** The pages that are made of code, and how. `npm run docs` writes them; a test holds that they were written. */
export const generatedPages: readonly (readonly [file: string, make: () => string | Promise<string>])[] = [
  ['docs/cli.md', cliPage],
  ['docs/errors.md', errorsPage],
  ['docs/faults.md', faultsPage],
  ['docs/words.md', wordsPage],
  ['docs/machine.svg', machinePicture],
  ['docs/machine.md', machinePage],
]
