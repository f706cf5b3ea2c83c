import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { RunningSandbox } from '../../src/sandbox/index.ts'
import { statesOf } from './json-lines.ts'
import { photoFiles } from './photo-files.ts'
import { environmentFor, run } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const faces = suite('enrolling a face from a script')

const photos = photoFiles()
faces.after(photos.remove)

const call = (photo: string, ...more: readonly string[]) => [
  'enroll',
  '--factor',
  'face',
  '--photo',
  photo,
  ...more,
]

const asked = ({ sandbox }: RunningSandbox, endpoint: string): number =>
  sandbox.requests.filter((request) => request.endpoint === endpoint).length

const bound = ({ sandbox }: RunningSandbox) => sandbox.factors().map(({ factorType }) => factorType)

faces('uploads the photo first, asks for the token last, and needs no line of input', () =>
  withSandbox(async (running) => {
    const { code, stdout, stderr } = await run(call(photos.face, '--json'), environmentFor(running))
    assert.is(code, 0)
    assert.is(stderr, '')
    assert.equal(statesOf(stdout), ['idle', 'requesting', 'awaitingCode', 'binding', 'done'])
    const order = running.sandbox.requests.map(({ endpoint }) => endpoint)
    assert.ok(order.indexOf('upload') < order.indexOf('sendEnrollFactorRequest'))
    assert.equal(bound(running), ['FACE'])
  }),
)

faces('a photo the service rejects reads the next line as the path of another one', () =>
  withSandbox(async (running) => {
    const lines = ['absent.jpg', photos.text, `'${photos.face}'`]
    const { code, stdout, stderr } = await run(
      call(photos.faceless, '--json'),
      environmentFor(running),
      lines,
    )
    assert.is(code, 0)
    assert.equal(statesOf(stdout).slice(-4), ['binding', 'awaitingCode', 'binding', 'done'])
    assert.match(
      stderr,
      /^The photo was not accepted\.[^\n]+\nThere is no such file\.[^\n]+\nThat file is no JPEG or PNG[^\n]+\n$/,
    )
    assert.is(asked(running, 'sendEnrollFactorRequest'), 1, 'the token is still good')
    assert.equal(bound(running), ['FACE'])
  }),
)

faces('an input that ends without another photo ends with 4 and binds nothing', () =>
  withSandbox(async (running) => {
    const { code, stderr } = await run(call(photos.faceless), environmentFor(running))
    assert.is(code, 4)
    assert.match(stderr, /^The photo was not accepted\.[^\n]+\nSupport: enrollment [^\n]+\nThe input ended/)
    assert.equal(bound(running), [])
  }),
)

faces('a photo the upload rejects costs no token', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'upload', kind: 'refusal', statusCode: 400, times: 1 })
    const { code, stderr } = await run(call(photos.face), environmentFor(running))
    assert.is(code, 4)
    assert.match(stderr, /^The photo was not accepted\./)
    assert.is(asked(running, 'sendEnrollFactorRequest'), 0)
  }),
)

const refusedUploads = [
  ['a stale access token', { kind: 'refusal', statusCode: 401 }, 4, /^You are not signed in any more\./],
  ['a connection that breaks', { kind: 'reset' }, 5, /^The service cannot be reached\./],
  ['a service with a problem', { kind: 'serverError' }, 5, /^The service has a problem\./],
] as const

for (const [what, fault, expected, says] of refusedUploads) {
  faces(`${what} at the upload ends with ${expected}, says why, and is not repeated by itself`, () =>
    withSandbox(async (running) => {
      running.sandbox.faults.add({ endpoint: 'upload', ...fault })
      const { code, stderr } = await run(call(photos.face), environmentFor(running), [photos.face])
      assert.is(code, expected)
      assert.match(stderr, says)
      assert.match(stderr, /\nSupport: enrollment [0-9a-f-]{36}[^\n]*\n$/)
      assert.is(asked(running, 'sendEnrollFactorRequest'), 0)
    }),
  )
}

faces('neither the path nor the key of the photo is printed', () =>
  withSandbox(async (running) => {
    const { stdout, stderr } = await run(
      call(photos.faceless, '--json', '--reveal'),
      environmentFor(running),
      [photos.face],
    )
    assert.not.match(stdout + stderr, photos.folder)
    assert.not.match(stdout + stderr, /"photo"|\.jpe?g/)
  }),
)

faces.run()
