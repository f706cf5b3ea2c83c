import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createLog } from '../../../src/cli/serve/log.ts'
import { defectLog, isOfEngine, ToldDefect } from '../../../src/cli/serve/defect-log.ts'
import { StoreError, UnreadableEnrollmentError } from '../../../src/durable/index.ts'
import { writtenText } from './written-lines.ts'

const defects = suite('what is logged of a defect')

const secret = 'eyJhbGciOiJSUzI1NiJ9'

defects('of ours is what it says', () => {
  assert.equal(defectLog(new StoreError('full', 'The disk is full. Make room.')), {
    name: 'StoreError',
    message: 'The disk is full. Make room.',
  })
})

defects('of a part that is not always loaded is what it says, under its own name', () => {
  const warning = Object.assign(new Error('MfaEnrollment/e/run: Premature close'), { name: 'RestateWarning' })
  assert.equal(defectLog(new ToldDefect(warning)), {
    name: 'RestateWarning',
    message: 'MfaEnrollment/e/run: Premature close',
  })
  assert.is(defectLog(warning).message, undefined, 'anybody can take a name')
  const caused = Object.assign(new Error('It failed.'), {
    cause: new Error(secret, { cause: new Error(secret) }),
  })
  const logged = defectLog(new ToldDefect(caused))
  assert.match(logged.at?.[0] ?? '', /^at .*defect-log\.test\.ts:\d+/)
  assert.not(JSON.stringify(logged).includes(secret))
})

defects('of the engine is what the engine tells by itself', () => {
  assert.ok(isOfEngine(new StoreError('unavailable', '')))
  assert.ok(isOfEngine(new UnreadableEnrollmentError('e', { _tag: 'damaged' })))
  assert.not.ok(isOfEngine(new Error('')))
})

defects('of others is a name, a code and a place, and nothing that was said', () => {
  const cause = Object.assign(new TypeError(`no ${secret}\n    in line two of ${secret}`), {
    code: 'ERR_JWS_INVALID',
    payload: secret,
    cause: new Error(secret),
  })
  const logged = defectLog(cause)
  assert.is(logged.name, 'TypeError')
  assert.is(logged.code, 'ERR_JWS_INVALID')
  assert.is(logged.message, undefined)
  assert.match(logged.at?.[0] ?? '', /^at .*defect-log\.test\.ts:\d+/)
  assert.not(JSON.stringify(logged).includes(secret))
})

defects('that is no error is its kind alone', () => {
  assert.equal(defectLog(secret), { name: 'string' })
  assert.equal(defectLog({ secret }), { name: 'object' })
  assert.equal(defectLog(Object.assign(new Error(secret), { code: `x ${secret}` })).code, undefined)
})

defects('is one line like all the rest, and no field gets in that was not named', () => {
  const { output, lines } = writtenText()
  const log = createLog(output)
  log.defect(new Error(secret))
  const request = { method: 'GET', route: '/enrollments/:id', status: 200, ms: 3, token: secret }
  log.request(request)
  log.request({ ...request, route: '/readyz' })
  log.request({ ...request, route: '/mfa/readyz', status: 503, problem: 'stopping' })
  const [defect, seen, probe, ...more] = lines()
  assert.equal(more, [])
  assert.is(defect?.['msg'], 'defect')
  assert.equal(Object.keys(seen ?? {}), ['level', 'time', 'method', 'route', 'status', 'ms', 'msg'])
  assert.is(probe?.['level'], 'error')
  assert.not(JSON.stringify(lines()).includes(secret))
})

defects.run()
