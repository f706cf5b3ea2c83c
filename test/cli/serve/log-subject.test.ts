import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { createLog, type LogOptions } from '../../../src/cli/serve/log.ts'
import type { RemovalEvent } from '../../../src/server/index.ts'
import { writtenText } from './written-lines.ts'

const subjects = suite('whom the log of serve names')

const subject = 'subject-of-ann'
const request = { method: 'GET', route: '/enrollments/:id', status: 200, ms: 3, enrollmentId: 'one' }
const removed: RemovalEvent = { version: 1, type: 'factor.removed', at: 1, factorId: 'phone' }

const written = (options?: LogOptions) => {
  const { output, lines } = writtenText()
  const log = createLog(output, options)
  log.request({ ...request, subject: redact(subject) })
  log.request({ ...request, route: '/nowhere', status: 404 })
  log.removal(removed, { subject })
  return lines()
}

subjects('is nobody unless told', () => {
  const [known, , removal] = written()
  assert.equal(Object.keys(known ?? {}), [
    'level',
    'time',
    'method',
    'route',
    'status',
    'ms',
    'enrollmentId',
    'msg',
  ])
  assert.equal(Object.keys(removal ?? {}), ['level', 'time', 'event', 'msg'])
  assert.not(JSON.stringify(written()).includes(subject))
  assert.not(JSON.stringify(written({ namesSubject: false })).includes(subject))
})

subjects('is whoever sent a request, and whose factor was to go', () => {
  const [known, unknown, removal] = written({ namesSubject: true })
  assert.equal([known?.['subject'], known?.['enrollmentId']], [subject, 'one'])
  assert.is('subject' in (unknown ?? {}), false)
  assert.equal([removal?.['msg'], removal?.['subject'], removal?.['event']], ['audit', subject, removed])
})

subjects.run()
