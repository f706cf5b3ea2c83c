import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as TE from '#fp-ts/TaskEither'
import { redact, type EnrolledFactor, type FactorDirectory, type ServiceError } from '../../machines/index.ts'
import type { Account } from '../../src/cli/factors/account.ts'
import { endBound } from '../../src/cli/factors/replacement-end.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { terminalStreams } from './terminal-streams.ts'

const ending = suite('the end of a replacement')

const phone = (factorId: string): EnrolledFactor => ({ factorId, factorType: 'SMS', profile: redact({}) })

type Look = readonly string[] | ServiceError

/** What `reset` says, and what the list shows at each look; the last look stays. */
const ended = async (old: string, reset: ServiceError, looks: readonly Look[]) => {
  const warned: string[] = []
  const said: string[] = []
  const lines: object[] = []
  let looked = 0
  let resets = 0
  const directory: FactorDirectory = {
    resetFactor: () => {
      resets += 1
      return TE.left(reset)
    },
    listEnrolledFactors: () => {
      const look = looks[Math.min(looked, looks.length - 1)] ?? []
      looked += 1
      return '_tag' in look ? TE.left(look) : TE.right(look.map(phone))
    },
    listFactorsToEnroll: () => TE.right([]),
    getFactor: () => TE.left({ _tag: 'notFound' }),
  }
  const account: Account = {
    streams: terminalStreams({}).streams,
    texts: textsFor('en'),
    terminal: null,
    interruption: { happened: () => false, onFirst: () => undefined, stop: () => undefined },
    directory,
    client: () => {
      throw new Error('Nothing else is called')
    },
    say: (text) => void said.push(text),
    show: () => undefined,
    warn: (text) => void warned.push(text),
    support: (requestId) => void warned.push(`request ${requestId}`),
    tellProgram: (line) => void lines.push(line),
  }
  const replacement = { factorId: old, factorType: 'SMS', before: [old] }
  const code = await endBound(account, replacement, async () => undefined)
  return { code, warned, said, line: lines.at(-1), resets }
}

const bothThere = 'The new factor is active, and the old one is still there: '
const toRemove = 'To remove it: mfa-enroll factors remove old'

const known: readonly (readonly [reset: ServiceError, why: string, next: string | RegExp])[] = [
  [{ _tag: 'serverFault', statusCode: 500 }, 'the service had a problem.', toRemove],
  [{ _tag: 'timedOut' }, 'the service did not answer.', toRemove],
  [{ _tag: 'unreachable', mayHaveArrived: true }, 'the service did not answer.', toRemove],
  [{ _tag: 'unreachable', mayHaveArrived: false }, 'the service could not be reached.', toRemove],
  [{ _tag: 'invalidResponse', paths: [] }, 'the answer of the service made no sense.', toRemove],
  [{ _tag: 'notFound', statusCode: 404 }, 'the service refused it.', toRemove],
  [{ _tag: 'invalidInput', field: 'factorId' }, 'the service refused it.', toRemove],
  [{ _tag: 'throttled' }, 'the service has had too many requests.', toRemove],
  [
    { _tag: 'throttled', retryAt: Date.now() + 86_400_000 },
    'the service has had too many requests.',
    /^To remove it, in \d{5} s: mfa-enroll factors remove old$/,
  ],
  [{ _tag: 'forbidden' }, 'the service does not allow it.', 'Ask your administrator to remove it: old'],
  [
    { _tag: 'unauthorized' },
    'you are not signed in any more.',
    'To remove it, sign in again, then: mfa-enroll factors remove old',
  ],
]

for (const [reset, why, next] of known) {
  ending(`after a reset that ended ${JSON.stringify(reset)} both are known to be there: 4`, async () => {
    const { code, warned, said, line, resets } = await ended('old', reset, [['old', 'new']])
    assert.is(code, 4)
    assert.is(warned[0], `${bothThere}${why}`)
    assert.match(warned[1] ?? '', next)
    assert.is(warned.length, 2)
    assert.is(resets, 1, 'it is not repeated')
    for (const text of [...warned, ...said]) assert.not.match(text, /again\.|got lost/)
    assert.match(JSON.stringify(line), `{"outcome":"notFinished","enrolled":[{"factorId":"old"`)
    assert.match(JSON.stringify(line), `"error":"${reset._tag}"`)
  })
}

ending('what the list says no more is gone, and the old one is replaced', async () => {
  const { code, said } = await ended('old', { _tag: 'timedOut' }, [['old', 'new'], ['new']])
  assert.is(code, 0)
  assert.match(said.join('\n'), 'The service did not say that it worked. Looking whether it did…\nReplaced: ')
})

ending('where the list fails after the reset nothing is claimed: 5', async () => {
  const reset: ServiceError = { _tag: 'serverFault', requestId: 'r-1' }
  const { code, warned, line } = await ended('old', reset, [['old', 'new'], { _tag: 'timedOut' }])
  assert.is(code, 5)
  assert.equal(warned, [
    'The new factor is active. It could not be told whether the old one is gone: the service had a problem. To see it: mfa-enroll factors',
    'request r-1',
    toRemove,
  ])
  assert.equal(line, { outcome: 'notFinished', enrolled: null, error: 'serverFault', requestId: 'r-1' })
})

ending('where the list fails before the reset nothing is taken off: 5', async () => {
  const { code, warned, line, resets } = await ended('old', { _tag: 'timedOut' }, [{ _tag: 'serverFault' }])
  assert.is(code, 5)
  assert.is(resets, 0)
  assert.equal(warned, [
    'The new factor is active. The old one was left as it was, for the list of factors could not be read: the service had a problem. To see it: mfa-enroll factors',
    toRemove,
  ])
  assert.equal(line, { outcome: 'notFinished', enrolled: null, error: 'serverFault' })
})

ending('an id is printed so that a shell takes it as one word, and else not at all', async () => {
  const calls = [
    ['64f0-a_b.c:d', 'mfa-enroll factors remove 64f0-a_b.c:d'],
    ['u|phone', 'mfa-enroll factors remove "u|phone"'],
    ['-rf', 'mfa-enroll factors remove ID'],
    ['$(date)', 'mfa-enroll factors remove ID'],
  ] as const
  for (const [id, call] of calls) {
    const { warned } = await ended(id, { _tag: 'serverFault' }, [[id, 'new']])
    assert.is(warned.at(-1), `To remove it: ${call}`)
  }
})

ending.run()
