// The recipes of docs/sandbox.md as they stand there, one after the other. Wants bash, curl and jq.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { recipeStory } from './recipe-story.ts'

const { recipes, folder, toldOf } = recipeStory('docs/sandbox.md', 5)

recipes('have two people, each with a token of their own', () => {
  assert.is(toldOf('.people[$person]'), 'ann@example.com\nbob@example.com\n')
})

recipes('sign in, and say how long a token lasts as the vendor spells it', () => {
  assert.equal(JSON.parse(toldOf('/api/v3/signin')), {
    scope: 'openid profile email offline_access',
    token_type: 'Bearer',
    expire_in: 7200,
  })
})

recipes('refresh as OAuth does, and ask who it is', () => {
  const [tokens = '', claims = ''] = toldOf('/oidc/token').split(/(?<=^\}\n)/m)
  assert.is(JSON.parse(tokens).expires_in, 7200)
  const { account } = JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8'))
  assert.is(JSON.parse(claims).email, account.email)
})

recipes('add a fault, list it, meet it and clear it', () => {
  const fault = '{"endpoint":"listEnrolledFactors","kind":"throttled","retryAfter":7,"times":1}'
  assert.is(toldOf('-X DELETE'), `[${fault}]\n[${fault}]\n429\n[]\n`)
})

recipes.run()
