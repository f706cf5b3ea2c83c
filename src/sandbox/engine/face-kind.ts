import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { reveal, type Redacted } from '../../../machines/index.ts'
import type { Account } from './accounts.ts'
import type { FactorKind } from './factor-kind.ts'
import type { Factors } from './factors.ts'
import type { Photos } from './photos.ts'
import { refused, type Refusal } from './refusal.ts'
import { decodeBody, PhotoBody } from './request-bodies.ts'

/**
 * The sandbox looks at no faces: in a picture with a side below 64 pixels it recognises none (1702), in any
 * other it does. So a test gets 1702 with a picture of 32 to 63 pixels; smaller ones cannot be uploaded at all.
 */
export const leastFaceSide = 64

type Checked = E.Either<Refusal, void>

const isHttps = (link: string): boolean => {
  try {
    return new URL(link).protocol === 'https:'
  } catch {
    return false
  }
}

/** FACE: nothing goes out; step 2 names a picture the person has uploaded. */
export const faceKind = (factors: Factors, photos: Photos, allowsExternalPhotos: boolean): FactorKind => {
  // Never fetched: a server that loads what strangers name can be sent anywhere.
  const external = (link: Redacted<string>): Checked => {
    if (!allowsExternalPhotos) return E.left(refused('externalPhoto', { field: 'isExternalPhoto' }))
    return isHttps(reveal(link)) ? E.right(undefined) : E.left(refused('malformed', { field: 'photo' }))
  }

  const uploaded = ({ userId }: Account, key: Redacted<string>): Checked => {
    const photo = photos.byKey(reveal(key))
    // Somebody else's picture is as unknown as none.
    if (photo?.userId !== userId) return E.left(refused('photoUnknown', { field: 'photo' }))
    const { width, height } = photo.format
    return Math.min(width, height) < leastFaceSide
      ? E.left(refused('noFace', { field: 'photo' }))
      : E.right(undefined)
  }

  const check = (person: Account, { photo, isExternalPhoto }: t.TypeOf<typeof PhotoBody>): Checked => {
    if (factors.of(person.userId).some(({ factorType }) => factorType === 'FACE'))
      return E.left(refused('faceTaken'))
    if (!photo) return E.left(refused('photoMissing', { field: 'photo' }))
    return isExternalPhoto === true ? external(photo) : uploaded(person, photo)
  }

  return {
    factorType: 'FACE',
    idSuffix: 'face',
    begin: (person) =>
      person.email === undefined && person.phone === undefined
        ? TE.left(refused('noContactForFace'))
        : TE.right({
            target: null,
            profile: {},
            check: (enrollmentData) =>
              pipe(
                decodeBody(PhotoBody, enrollmentData),
                E.chain((body) => check(person, body)),
              ),
          }),
  }
}
