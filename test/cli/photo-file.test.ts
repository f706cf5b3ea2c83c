import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { readPhotoFile } from '../../src/cli/enroll/photo-file.ts'
import { face, jpegWeighing } from '../sandbox/pictures.ts'
import { photoFiles } from './photo-files.ts'

const files = suite('the file of a photo')

const photos = photoFiles()
files.after(photos.remove)

const assertFace = (typed: string) => {
  const read = readPhotoFile(typed)
  assert.ok(E.isRight(read), typed)
  assert.equal(Uint8Array.from(read.right), face)
}

files('is found by its path, with a space before or after it as well', () => {
  assertFace(photos.face)
  assertFace(`  ${photos.face} `)
})

files('is found as terminals write what is dropped on them', () => {
  assertFace(`'${photos.face}'`)
  assertFace(`"${photos.face}" `)
  assertFace(photos.face.replaceAll(' ', String.raw`\ `))
})

files('is found by the name it has, though that looks like quotes', () => {
  const odd = join(photos.folder, "'odd'.jpg")
  writeFileSync(odd, face)
  assertFace(odd)
})

files('is found under ~, which no shell has replaced', () => {
  const folder = mkdtempSync(join(homedir(), '.mfa-enroll-test-'))
  try {
    writeFileSync(join(folder, 'me.jpg'), face)
    assert.is(dirname(folder), homedir())
    assertFace(`~/${basename(folder)}/me.jpg`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const faults = [
  ['nothing', '  ', 'noName'],
  ['a name that leads nowhere', join(photos.folder, 'absent.jpg'), 'noFile'],
  ['a name with a NUL in it', 'a\0b.jpg', 'noFile'],
  ['a name that is too long', 'a'.repeat(10_000), 'noFile'],
  ['a folder', photos.folder, 'notAFile'],
  ['a text', photos.text, 'notAPhoto'],
  ['a picture of 8 pixels', photos.tiny, 'tooSmall'],
] as const

for (const [what, typed, fault] of faults) {
  files(`${what} is told from a photo`, () => {
    assert.equal(readPhotoFile(typed), E.left(fault))
  })
}

files('of more than 10 MB is not read', () => {
  const large = join(photos.folder, 'large.jpg')
  writeFileSync(large, jpegWeighing(10 * 1024 * 1024 + 1))
  assert.equal(readPhotoFile(large), E.left('tooLarge'))
})

files('is no pipe, which would be waited for', () => {
  const pipe = join(photos.folder, 'pipe.jpg')
  execFileSync('mkfifo', [pipe])
  assert.equal(readPhotoFile(pipe), E.left('notAFile'))
})

files('that may not be read is told', () => {
  const locked = join(photos.folder, 'locked.jpg')
  writeFileSync(locked, face)
  chmodSync(locked, 0o000)
  // Root reads everything.
  const expected = process.getuid?.() === 0 ? 'Right' : 'Left'
  assert.is(readPhotoFile(locked)._tag, expected)
})

files.run()
