import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { recordOf, snapshotOf, type CommandInput } from '../../machines/index.ts'
import { bare, choose, enrollmentId, secrets, submitLink, submitPhoto } from './examples.ts'
import { later } from './scripted-service.ts'
import { awaitingCode, started, type StartOptions } from './started.ts'

const photos = suite('the photo of a face, as it is named')

const key = (photo: string): CommandInput => ({ type: 'photo.submitted', photo, isExternalPhoto: false })
const link = (photo: string): CommandInput => ({ type: 'photo.submitted', photo, isExternalPhoto: true })
const open = (options: StartOptions = {}) => awaitingCode('FACE', options)

const keys = [
  'a',
  'photos/8f3a.jpg',
  '/photos/8f3a.jpg',
  '8f3a2b-77/1_2.png',
  'u/5f/%E5%9B%BE.jpg',
  'face.jpg?v=2#1',
  '照片.jpg',
  'a@b.jpg',
  '1:2.jpg',
]
const links = [
  secrets.photoLink,
  'https://pictures.example.org',
  'HTTPS://Pictures.Example.org/a.jpg',
  'https://pictures.example.org:8443/a.jpg?size=1@2#top',
  'https://192.0.2.7/a.jpg',
  'https://[2001:db8::7]/a.jpg',
  'https://图.example.org/图.jpg',
]
const disguised = [
  'https://pictures.example.org/a.jpg',
  'http://pictures.example.org/a.jpg',
  'HTTP://pictures.example.org',
  '//pictures.example.org/a.jpg',
  '///pictures.example.org/a.jpg',
  'data:image/png;base64,iVBORw0KGgo=',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'file:///etc/passwd',
  'blob:https://pictures.example.org/1',
  'x-app+1.0:photo',
]
const ambiguous = ['\\\\pictures.example.org\\a.jpg', '/\\pictures.example.org/a.jpg', 'a\\b.jpg']
const blank = ['a\tb.jpg', 'a\nb.jpg', 'a\u00A0b', 'a\u200Bb.jpg', 'a\u0000b', 'a\u001B[2J', '\u202Egpj.a']
const noHttpsLinks = [
  'http://pictures.example.org/a.jpg',
  'ftp://pictures.example.org/a.jpg',
  '//pictures.example.org/a.jpg',
  'photos/8f3a.jpg',
  'data:image/png;base64,iVBORw0KGgo=',
  'javascript:alert(1)',
  'blob:https://pictures.example.org/1',
  'https:',
  'https://',
  'https:pictures.example.org/a.jpg',
  'https:/pictures.example.org/a.jpg',
  'https:///pictures.example.org/a.jpg',
  'https://?a.jpg',
  'https://[2001:db8::7/a.jpg',
  'https://pictures.example.org:port/a.jpg',
]
const withUserInfo = [
  'https://mina@pictures.example.org/a.jpg',
  'https://mina:word@pictures.example.org/a.jpg',
  'https://:word@pictures.example.org/a.jpg',
  'https://@pictures.example.org/a.jpg',
  'https://pictures.example.org@elsewhere.example.net/a.jpg',
  'https://pictures.example.org\\@elsewhere.example.net/a.jpg',
]
const blankLinks = [
  'https://pictures.example.org/my photo.jpg',
  'https://pic\ttures.example.org/a',
  'https://pictures.example.org/\u202E',
  'https://pictures.example.org\\a.jpg',
]

photos('is the key of an uploaded one, whether links are allowed or not', async () => {
  for (const externalPhotos of [false, true])
    for (const photo of keys) assert.is((await open({ externalPhotos })).refusal(key(photo)), null, photo)
})

photos('is no link, unless the host allows links', async () => {
  for (const options of [{}, { externalPhotos: false }])
    for (const photo of links)
      for (const submitted of [link(photo), key(photo)])
        assert.is((await open(options)).refusal(submitted), 'invalidPhoto', JSON.stringify(submitted))
})

photos('is an https link where the host allows links', async () => {
  for (const photo of links)
    assert.is((await open({ externalPhotos: true })).refusal(link(photo)), null, photo)
})

photos('is never a link that says it is a key, even where links are allowed', async () => {
  for (const externalPhotos of [false, true])
    for (const photo of [...disguised, ...ambiguous, ...links])
      assert.is((await open({ externalPhotos })).refusal(key(photo)), 'invalidPhoto', photo)
})

photos('is a key with a space within, as names of files have them', async () => {
  assert.is((await open()).refusal(key('photos/my face.png')), null)
})

photos('is no key with other blanks, controls or invisible characters', async () => {
  const enrollment = await open()
  for (const photo of blank) assert.is(enrollment.refusal(key(photo)), 'invalidPhoto', JSON.stringify(photo))
})

photos(
  'is no link of another kind than https, none with user info, and none that parsers read differently',
  async () => {
    const enrollment = await open({ externalPhotos: true })
    for (const photo of [...noHttpsLinks, ...withUserInfo, ...blankLinks])
      assert.is(enrollment.refusal(link(photo)), 'invalidPhoto', JSON.stringify(photo))
  },
)

photos('is refused before anything is sent, and the challenge stays open', async () => {
  const enrollment = await open()
  await enrollment.send(submitLink, key('//pictures.example.org/a.jpg'))
  assert.is(enrollment.state(), 'awaitingCode')
  assert.equal(enrollment.named('enrollFactor'), [])
  await enrollment.send(submitPhoto)
  assert.is(enrollment.state(), 'done')
})

photos('goes out as it was given, and says whether it is a link', async () => {
  for (const [submitted, enrollmentData] of [
    [submitLink, { photo: secrets.photoLink, isExternalPhoto: true }],
    [submitPhoto, { photo: secrets.photo, isExternalPhoto: false }],
  ] as const) {
    const enrollment = await open({ externalPhotos: true })
    await enrollment.send(submitted)
    assert.equal(
      enrollment.named('enrollFactor').map(({ sent }) => sent),
      [{ factorType: 'FACE', enrollmentToken: secrets.token, enrollmentData }],
    )
  }
})

photos('is taken or not whatever text it is, and what is taken can be no other link', async () => {
  const withLinks = await open({ externalPhotos: true })
  const without = await open()
  const piece = fc.constantFrom(
    'https:',
    'http:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '.',
    'a.example',
    'data:',
    ' ',
    '?',
    '#',
  )
  const text = fc.oneof(
    fc
      .array(fc.oneof(piece, fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 8 })
      .map((all) => all.join('')),
    fc.webUrl({ validSchemes: ['https', 'http', 'ftp'] }),
  )
  fc.assert(
    fc.property(text, (photo) => {
      if (photo.trim() === '') return
      const base = new URL('https://ours.example/photos/')
      if (without.refusal(key(photo)) === null) assert.is(new URL(photo.trim(), base).origin, base.origin)
      assert.is(without.refusal(link(photo)), 'invalidPhoto')
      if (withLinks.refusal(link(photo)) === null) {
        const { protocol, username, password } = new URL(photo.trim())
        assert.equal([protocol, username, password], ['https:', '', ''])
      }
    }),
    { numRuns: 2_000 },
  )
})

for (const externalPhotos of [true, false]) {
  for (const restoredWith of [true, false]) {
    photos(
      `asked for with links ${externalPhotos ? 'allowed' : 'refused'} stays so, if sealed and restored where they are ${restoredWith ? 'allowed' : 'refused'}`,
      async () => {
        const { record, secrets: sealed } = recordOf((await open({ externalPhotos })).actor.getSnapshot())
        const json: unknown = JSON.parse(JSON.stringify(record))
        const snapshot = snapshotOf(json, sealed, enrollmentId)
        const revived = started({ snapshot, externalPhotos: restoredWith, script: { enrollFactor: [later] } })
        const at = revived.now()
        revived.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at })
        assert.is(revived.state(), 'awaitingCode')
        assert.is(revived.refusal(submitLink), externalPhotos ? null : 'invalidPhoto')
        assert.is(revived.refusal(submitPhoto), null)
      },
    )
  }

  photos(
    `restored unsealed is asked for anew, with links ${externalPhotos ? 'allowed' : 'refused'}`,
    async () => {
      const { record } = recordOf((await open({ externalPhotos: !externalPhotos })).actor.getSnapshot())
      const snapshot = snapshotOf(JSON.parse(JSON.stringify(record)), null, enrollmentId)
      const revived = started({ snapshot, externalPhotos })
      const at = revived.now()
      revived.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at })
      assert.is(revived.state(), 'expired')
      await revived.send(bare('enrollment.renewed'))
      assert.is(revived.state(), 'awaitingCode')
      assert.is(revived.refusal(submitLink), externalPhotos ? null : 'invalidPhoto')
      assert.is(revived.refusal(submitPhoto), null)
    },
  )
}

photos('is no photo where none is awaited, link or key', async () => {
  const enrollment = started({ externalPhotos: true })
  for (const submitted of [submitLink, submitPhoto]) assert.is(enrollment.refusal(submitted), 'notNow')
  await enrollment.send(choose.OTP)
  for (const submitted of [submitLink, submitPhoto]) assert.is(enrollment.refusal(submitted), 'notNow')
})

photos.run()
