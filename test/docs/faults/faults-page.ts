import { scenarios, type Scenario } from './fault-scenarios.ts'
import { directoryUnder, enrollmentUnder, timeoutMs, uploadUnder, type Outcome } from './fault-runs.ts'

/** The columns of the table: what a person or a page was about when the fault came. */
export const columns = {
  'asking for a code': (scenario: Scenario) => enrollmentUnder(scenario, 'sendEnrollFactorRequest'),
  binding: (scenario: Scenario) => enrollmentUnder(scenario, 'enrollFactor'),
  'looking whether a bind worked': (scenario: Scenario) => enrollmentUnder(scenario, 'listEnrolledFactors'),
  listing: (scenario: Scenario) => directoryUnder(scenario, 'listEnrolledFactors'),
  'one factor': (scenario: Scenario) => directoryUnder(scenario, 'getFactor'),
  choices: (scenario: Scenario) => directoryUnder(scenario, 'listFactorsToEnroll'),
  'taking off': (scenario: Scenario) => directoryUnder(scenario, 'resetFactor'),
  uploading: (scenario: Scenario) => uploadUnder(scenario),
} as const

export interface Cell {
  readonly group: string
  readonly scenario: Scenario
  readonly column: string
  readonly outcome: Outcome
}

// Enough to use the waiting of the hanging ones, few enough for a small machine.
const atOnce = 12

const inTurns = async <A, B>(work: readonly A[], run: (one: A) => Promise<B>): Promise<readonly B[]> => {
  const results: B[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = next
      next += 1
      const one = work[index]
      if (one === undefined) return
      results[index] = await run(one)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

let running: Promise<readonly Cell[]> | undefined

const runAll = (): Promise<readonly Cell[]> =>
  inTurns(
    Object.entries(scenarios).flatMap(([group, all]) =>
      all.flatMap((scenario) =>
        Object.entries(columns).map(([column, run]) => ({ group, scenario, column, run })),
      ),
    ),
    async ({ group, scenario, column, run }) => ({ group, scenario, column, outcome: await run(scenario) }),
  )

/** Every fault at every call, run once over loopback HTTP. */
export const faultCells = (): Promise<readonly Cell[]> => {
  running ??= runAll()
  return running
}

const link = (error: string): string => `[${error}](errors.md#${error.split(',')[0]?.toLowerCase()})`

const shown = ({ state, error, factorsBound }: Outcome, column: string): string => {
  if (state === 'ok') return 'ok'
  const said = error === null ? '' : link(error)
  if (state !== 'failed' || column === 'binding' || column === 'looking whether a bind worked')
    return `\`${state}\`${said === '' ? '' : `, ${said}`}`
  return column === 'taking off' && factorsBound === 0 ? `${said}, and it is off` : said
}

const tableOf = (group: string, cells: readonly Cell[]): readonly string[] => {
  const names = Object.keys(columns)
  const rows = (scenarios[group] ?? []).map((scenario) => {
    const row = names.map((column) => {
      const cell = cells.find((one) => one.scenario === scenario && one.column === column)
      return cell === undefined ? '' : shown(cell.outcome, column)
    })
    return `| ${scenario.name} | ${row.join(' | ')} |`
  })
  return [
    `## ${group}`,
    '',
    `| fault | ${names.join(' | ')} |`,
    `| --- |${' --- |'.repeat(names.length)}`,
    ...rows,
    '',
  ]
}

/** The page `docs/faults.md`: what was seen when each fault met each call. */
export const faultsPage = async (): Promise<string> => {
  const cells = await faultCells()
  return [
    '# Faults',
    '',
    'What happens when a call goes wrong: each line is a fault of the [sandbox](sandbox.md), each column the call it',
    'met. Nothing here is written by hand: `npm run docs` runs every cell over HTTP on loopback, with the ky',
    `client and a time limit of ${timeoutMs} ms, and a test does so again. A link leads to what the person reads.`,
    '',
    'The first three columns are an SMS enrollment: the fault comes once while the code is asked for, once at the',
    'bind (with the right code), or at every look at the list after a bind whose reply was lost. They show the',
    'state the enrollment came to rest in. The others are calls of the `FactorDirectory`, and the upload of a photo.',
    '',
    ...Object.keys(scenarios).flatMap((group) => tableOf(group, cells)),
  ].join('\n')
}
