import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { byApiCode, byStatusCode } from '../../../src/genauth/failures.ts'
import { apiMeanings, statusMeanings } from './code-meanings.ts'
import { errorsPage } from './errors-page.ts'

const page = suite('the page of errors')

page('says of every status code of the table what it means, and of no other', () => {
  assert.equal(Object.keys(statusMeanings).toSorted(), Object.keys(byStatusCode).toSorted())
})

page('says of every apiCode of the table what it means, and of no other', () => {
  assert.equal(Object.keys(apiMeanings).toSorted(), Object.keys(byApiCode).toSorted())
})

page('links to a section that is there', () => {
  const text = errorsPage()
  const sections = new Set([...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name?.toLowerCase()))
  for (const [, anchor] of text.matchAll(/\]\(#(\w+)\)/g)) assert.ok(sections.has(anchor), `#${anchor}`)
})

page.run()
