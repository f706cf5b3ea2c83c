import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as TE from '#fp-ts/TaskEither'
import { redact, type FactorDirectory, type ServiceError } from '../../machines/index.ts'
import { removeFactor } from '../../src/cli/factors/removal.ts'

const removal = suite('the outcome of a removal')

const factor = { factorId: 'old', factorType: 'OTP', profile: redact({}) }
const timedOut: ServiceError = { _tag: 'timedOut' }

/** What reset says, and what the list shows at each look; null is a list that fails. */
const removing = async (reset: ServiceError | null, looks: readonly (readonly string[] | null)[] = []) => {
  const waits: number[] = []
  let looked = 0
  let announced = 0
  const directory: FactorDirectory = {
    resetFactor: () => (reset === null ? TE.right(undefined) : TE.left(reset)),
    listEnrolledFactors: () => {
      const ids = looks[looked]
      looked += 1
      return ids === null || ids === undefined
        ? TE.left(timedOut)
        : TE.right(ids.map((factorId) => ({ ...factor, factorId })))
    },
    listFactorsToEnroll: () => TE.right([]),
    getFactor: () => TE.left({ _tag: 'notFound' }),
  }
  const { outcome } = await removeFactor(directory, 'old', {
    wait: async (ms) => void waits.push(ms),
    onLooking: () => (announced += 1),
  })
  return { outcome, waits, looked, announced }
}

removal('is what the service says, without another look', async () => {
  assert.equal(await removing(null), { outcome: 'removed', waits: [], looked: 0, announced: 0 })
})

removal('a refusal is none, and nothing is looked for', async () => {
  const refusals: readonly ServiceError[] = [
    { _tag: 'unauthorized' },
    { _tag: 'forbidden' },
    { _tag: 'throttled' },
    { _tag: 'unreachable', mayHaveArrived: false },
  ]
  for (const refusal of refusals)
    assert.equal(await removing(refusal), { outcome: 'refused', waits: [], looked: 0, announced: 0 })
})

const doubts: readonly ServiceError[] = [
  timedOut,
  { _tag: 'serverFault' },
  { _tag: 'invalidResponse', paths: [] },
  { _tag: 'unreachable', mayHaveArrived: true },
  { _tag: 'notFound' },
]

for (const doubt of doubts) {
  removal(`after ${doubt._tag} the list decides: what is not there is gone`, async () => {
    assert.equal(await removing(doubt, [['other']]), { outcome: 'gone', waits: [], looked: 1, announced: 1 })
  })
}

removal('what is still there is looked for again: a late reset may still take effect', async () => {
  const waits = [1_000, 2_000]
  const looked = 3
  const announced = 1
  assert.equal(await removing(timedOut, [['old'], ['old'], []]), {
    outcome: 'gone',
    waits,
    looked,
    announced,
  })
  assert.equal(await removing(timedOut, [['old'], ['old'], ['old']]), {
    outcome: 'stillThere',
    waits,
    looked,
    announced,
  })
})

removal('a list that fails is asked again, and at the end nothing is claimed', async () => {
  assert.is((await removing(timedOut, [null, []])).outcome, 'gone')
  assert.is((await removing(timedOut, [['old'], ['old'], null])).outcome, 'unknown')
  assert.is((await removing(timedOut, [null, null, null])).outcome, 'unknown')
})

removal.run()
