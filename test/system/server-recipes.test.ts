// The recipes of docs/server.md as they stand there, one after the other: `curl` alone enrolls, over a SIGKILL of the
// server. Wants bash, curl and jq.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { recipeStory } from './recipe-story.ts'

const { recipes, folder, toldOf } = recipeStory('docs/server.md', 11)

recipes('ask for a code, and go on after a SIGKILL in the same minute', () => {
  const challenge = { factorType: 'SMS', maskedDestination: '+86 188****1234', codeUsedUp: false }
  const asked = toldOf("idempotency-key: ann-1' -H 'prefer")
  assert.equal(JSON.parse(asked), { state: 'awaitingCode', generation: 1, challenge, can: true })
  assert.equal(JSON.parse(toldOf('kill -9')), { state: 'awaitingCode', generation: 1, isCounting: true })
})

recipes('bind, and list what is bound', () => {
  assert.is(
    toldOf('-d @event.json |'),
    '{"state":"done","factorType":"SMS"}\n{"factorType":"SMS","maskedDestination":"+86 188****1234"}\n',
  )
})

recipes('answer a repeated request from the record, and stream to the end', () => {
  assert.is(toldOf("jq -c '{state}'"), '{"state":"done"}\n')
  assert.is(toldOf('/stream'), 'event: view\nevent: end\n')
})

recipes('refuse with a reason, and tell nobody what others have', () => {
  const refused = toldOf("jq -c '{type, status, reason}'")
  assert.equal(JSON.parse(refused), { type: '/problems/refused', status: 409, reason: 'ended' })
  assert.equal(JSON.parse(toldOf('cmp others.json')), { type: '/problems/not-found', status: 404 })
})

recipes('log and count what was done, without contact data, and end with 0', () => {
  const end = toldOf('mfa_enrollment_events_total')
  assert.match(end, '["POST","/enrollments/:id/events",409,"ended"]')
  assert.match(end, '["factor.bound","+86 188****1234"]')
  assert.match(end, /^mfa_enrollment_events_total\{.*type="factor\.bound".*\} 1$/m)
  assert.match(end, /^ended with 0$/m)
  const log = readFileSync(join(folder, 'serve.log'), 'utf8')
  const { accessToken } = JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8'))
  const { passCode } = JSON.parse(readFileSync(join(folder, 'event.json'), 'utf8'))
  for (const secret of [accessToken, passCode, '18800001234']) assert.not(log.includes(secret), secret)
})

recipes('keep what is stored for its owner alone', () => {
  for (const file of ['enrollments.db', 'enrollments.db-limits'])
    assert.is(statSync(join(folder, file)).mode & 0o077, 0, file)
})

recipes.run()
