// The recipes of docs/cli.md as they stand there, one after the other. Wants bash, curl, jq and oathtool.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { face } from '../sandbox/pictures.ts'
import { recipeStory } from './recipe-story.ts'

const { recipes, folder, told } = recipeStory('docs/cli.md', 8)
writeFileSync(join(folder, 'me.jpg'), face)

recipes('bind what they say, and keep the recovery code for its owner alone', () => {
  const list = told.find((text) => text.includes('WHERE')) ?? ''
  assert.match(list, /^\w{24} {2}OTP$/m)
  assert.match(list, /^\w{24} {2}SMS {3}\+86 188\*{4}1234$/m)
  assert.match(list, /^\w{24} {2}FACE$/m)
  assert.match(readFileSync(join(folder, 'recovery-code'), 'utf8'), /^[0-9a-f-]{29}\n$/)
  assert.is(statSync(join(folder, 'recovery-code')).mode & 0o077, 0)
})

recipes('remove the number that took the place of the first one, and all the rest', () => {
  const removed = told.find((text) => text.includes('Removed.')) ?? ''
  assert.match(removed, /SMS {3}\+86 188\*{4}5678/)
  assert.is(removed.match(/^Removed\.$/gm)?.length, 3)
})

recipes('log without secrets, and tell how it ended', () => {
  assert.match(told.join(''), /^ended with 4$/m)
  const log = readFileSync(join(folder, 'enrollments.log'), 'utf8')
  assert.match(log, /"state":"awaitingCode".*"manualKey":"<redacted>"/)
})

recipes.run()
