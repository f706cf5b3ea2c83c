// Prints what a page loads, minified and gzipped, and ends with code 1 if a budget is exceeded.
//
//   node --import tsx test/size/size.ts [dist]
import { isOurs } from './measured.ts'
import { budgetsOf, isWithin, pagesOf, type Budget } from './pages.ts'

const tree = process.argv[2] === 'dist' ? 'dist' : 'src'

const inKiB = (bytes: number) => (bytes / 1_024).toFixed(2).padStart(6)

const lineOf = (budget: Budget) =>
  [
    `${budget.name.padEnd(44)}${inKiB(budget.bytes)} KiB of ${inKiB(budget.limit)}`,
    ...(budget.aim === null ? [] : [`(aim ${inKiB(budget.aim).trim()})`]),
    ...(isWithin(budget) ? [] : ['TOO MUCH']),
  ].join(' ')

/** Packages first, then rooms of ours, the heaviest first. */
const partLines = ({ load }: Budget): readonly string[] =>
  [...(load?.parts ?? [])]
    .filter(([, bytes]) => bytes > 512)
    .toSorted(([a, x], [b, y]) => Number(isOurs(a)) - Number(isOurs(b)) || y - x)
    .map(([part, bytes]) => `    ${part.padEnd(40)}${inKiB(bytes)}`)

const budgets = budgetsOf(await pagesOf(tree))
console.log(
  `${tree}, minified and gzipped. A part is compressed by itself, so that parts add up to a little more.\n`,
)
for (const budget of budgets) console.log([lineOf(budget), ...partLines(budget)].join('\n'))
process.exitCode = budgets.every(isWithin) ? 0 : 1
