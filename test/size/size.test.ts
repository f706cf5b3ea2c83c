import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { measured } from './measured.ts'
import { budgetsOf, isWithin, pagesOf } from './pages.ts'

const pages = await pagesOf('src')

const size = suite('what a page loads')

for (const budget of budgetsOf(pages))
  size(`keeps within its budget: ${budget.name.trim()}`, () => {
    const { name, bytes, limit } = budget
    assert.ok(isWithin(budget), `${name}: ${bytes} bytes, ${limit} allowed; npm run size says where they are`)
  })

size('is, of packages, no more than the core needs', () => {
  const { parts } = pages.core.all
  const packages = [...parts.keys()].filter((part) => !/^(?:machines$|src\/|page$)/.test(part))
  assert.equal(packages.toSorted(), ['fp-ts', 'io-ts', 'ky', 'xstate'])
})

size('is everything, and neither React nor what a face needs', () => {
  assert.ok(pages.react.all.parts.has('uqr'))
  assert.not(pages.react.all.parts.has('react'))
  assert.ok(pages.element.all.parts.has('lit'))
  assert.not(pages.element.all.parts.has('src/photo'))
  // The recovery code's sheet comes with the part that shows it.
  assert.ok(pages.react.all.parts.has('src/recovery'))
  assert.not(pages.react.first.parts.has('src/recovery'))
  assert.ok(pages.react.all.bytes > pages.react.first.bytes)
})

size('grows with what a page imports', async () => {
  const one = await measured({ code: "import { en } from './src/index.ts'; globalThis.page = en" })
  const two = await measured({
    code: "import { en, zhCN } from './src/index.ts'; globalThis.page = [en, zhCN]",
  })
  assert.equal([...one.all.parts.keys()].toSorted(), ['page', 'src/view'])
  assert.ok(two.all.ours > one.all.ours + 1_000)
  assert.ok(two.all.bytes > one.all.bytes + 1_000)
})

size('counts later files apart', async () => {
  const { first, all } = await measured({ code: "import('./src/view/index.ts').then(console.log)" })
  assert.not(first.parts.has('src/view'))
  assert.ok(all.bytes > first.bytes + 5_000)
})

size('is too much one byte above the limit, and where nothing was found', () => {
  assert.ok(isWithin({ bytes: 10, limit: 10 }))
  assert.not(isWithin({ bytes: 11, limit: 10 }))
  assert.not(isWithin({ bytes: Number.NaN, limit: 10 }))
})

size.run()
