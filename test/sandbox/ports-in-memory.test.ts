import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { redact, reveal, type Choice } from '../../machines/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { face, jpegOf, jpegWeighing } from './pictures.ts'

const ports = suite('the directory and the photo upload in memory')

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`Refused: ${JSON.stringify(either.left)}`)
  return either.right
}

/** The error without its request id. */
const left = (either: E.Either<object, unknown>): object => {
  if (E.isRight(either)) throw new Error('It was not refused')
  const { requestId: _, ...error } = { requestId: undefined, ...either.left }
  return error
}

const chosen: Choice = { factorType: 'FACE', profile: redact({}) }

const bindFace = async (sandbox: Sandbox, photo: string) => {
  const service = sandbox.service()
  const options = { signal: new AbortController().signal, attemptId: 'test:1' }
  const { enrollmentToken } = right(await service.sendEnrollFactorRequest(chosen, options)())
  const enrollmentData = redact({ photo, isExternalPhoto: false })
  return service.enrollFactor({ factorType: 'FACE', enrollmentToken, enrollmentData }, options)()
}

ports('bind a face, list it, get it and take it off', async () => {
  const sandbox = createSandbox()
  const { key } = right(await sandbox.photoUpload()(face)())
  assert.is(JSON.stringify({ key }), '{"key":"<redacted>"}')
  assert.equal(right(await bindFace(sandbox, reveal(key))), { bound: true })

  const directory = sandbox.directory()
  const [factor] = right(await directory.listEnrolledFactors()())
  assert.is(factor?.factorType, 'FACE')
  const factorId = factor?.factorId ?? ''
  assert.equal(right(await directory.getFactor(factorId)()).factorId, factorId)
  assert.equal(right(await directory.listFactorsToEnroll()()), [
    { factorType: 'OTP' },
    { factorType: 'SMS' },
    { factorType: 'EMAIL' },
  ])
  assert.is(right(await directory.resetFactor(factorId)()), undefined)
  assert.equal(sandbox.factors(), [])
  for (const call of [directory.getFactor, directory.resetFactor])
    assert.equal(left(await call(factorId)()), { _tag: 'notFound', statusCode: 404 })
  assert.equal(
    sandbox.requests.map(({ via, endpoint }) => `${via} ${endpoint}`),
    [
      'memory upload',
      'memory sendEnrollFactorRequest',
      'memory enrollFactor',
      'memory listEnrolledFactors',
      'memory getFactor',
      'memory listFactorsToEnroll',
      'memory resetFactor',
      'memory getFactor',
      'memory resetFactor',
    ],
  )
})

ports('call refusals of a face what the port calls them', async () => {
  const sandbox = createSandbox()
  for (const [photo, statusCode, apiCode] of [
    ['', 400, 1700],
    ['photos/none.jpg', 400, 1701],
    [reveal(right(await sandbox.photoUpload()(jpegOf(40, 40))()).key), 499, 1702],
  ] as const)
    assert.equal(left(await bindFace(sandbox, photo)), { _tag: 'photoRejected', statusCode, apiCode })
  const bare = sandbox.signIn(sandbox.addAccount({ username: 'bob' }))
  const options = { signal: new AbortController().signal, attemptId: 'test:1' }
  assert.equal(left(await sandbox.service(bare).sendEnrollFactorRequest(chosen, options)()), {
    _tag: 'preconditionMissing',
    statusCode: 422,
    apiCode: 1703,
  })
})

ports('refuse what is no photo without sending it', async () => {
  const sandbox = createSandbox()
  for (const bytes of [new Uint8Array(), jpegOf(31, 31), jpegWeighing(10 * 1024 * 1024 + 1)])
    assert.equal(left(await sandbox.photoUpload()(bytes)()), { _tag: 'photoRejected' })
  assert.equal(sandbox.requests, [])
})

ports('do nothing before the task runs, or once it was taken back', async () => {
  const sandbox = createSandbox()
  const signal = AbortSignal.abort()
  const takenBack = { _tag: 'unreachable', mayHaveArrived: false }
  sandbox.photoUpload()(face)
  sandbox.directory().listEnrolledFactors()
  assert.equal(left(await sandbox.photoUpload()(face, { signal })()), takenBack)
  assert.equal(left(await sandbox.directory().resetFactor('x', { signal })()), takenBack)
  assert.equal(sandbox.requests, [])
})

ports('meet faults and strangers as over HTTP', async () => {
  const sandbox = createSandbox()
  sandbox.faults.add({ endpoint: 'upload', kind: 'reset', times: 1 })
  assert.equal(left(await sandbox.photoUpload()(face)()), { _tag: 'unreachable', mayHaveArrived: true })
  const stranger = { _tag: 'unauthorized', statusCode: 401, apiCode: 2020 }
  assert.equal(left(await sandbox.photoUpload('nobody')(face)()), stranger)
  assert.equal(left(await sandbox.directory('nobody').listFactorsToEnroll()()), stranger)
})

ports.run()
