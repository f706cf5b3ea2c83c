import { Hono } from 'hono'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { Engine } from '../engine/engine.ts'
import type { Photos } from '../engine/photos.ts'
import { refused } from '../engine/refusal.ts'
import { UploadBody } from '../engine/request-bodies.ts'
import { accessTokenOf } from './brand-headers.ts'
import { envelope, olderEnvelope } from './envelope.ts'
import { readMultipart, readQuery } from './read-form.ts'
import {
  admission,
  asked,
  fromAnyPage,
  server,
  type AdmissionParts,
  type Env,
  type ServeParts,
} from './served.ts'

export interface UploadParts extends AdmissionParts, ServeParts {
  readonly engine: Engine
  readonly photos: Photos
  /** What the address of a photo begins with. */
  readonly origin: string
}

/** Strangers' bytes: shown as the picture they were checked to be, and as nothing else. */
const pictureHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}

/** The part of the older API, under `/api/v2`, that FACE needs. */
export const uploadRoutes = (parts: UploadParts): Hono<Env> => {
  const { engine, photos, sessions, origin, random } = parts
  const { signedIn } = admission(parts)

  // Guard sends the folder as a field too; where they differ, the address is right.
  const readUpload = async (request: Request) =>
    pipe(
      await readMultipart(request),
      E.map((fields) => ({ ...fields, ...readQuery(request) })),
    )
  const upload = asked(signedIn, readUpload, UploadBody, (person, body) =>
    pipe(
      engine.upload(person, body),
      E.map(({ key }) => ({ key, url: `${origin}/api/v2/files/${key}` })),
    ),
  )

  const api = new Hono<Env>()
  api.use(fromAnyPage)
  api.post('/upload', server(parts)('upload', upload, olderEnvelope))
  api.get('/files/:folder/:name', (c) => {
    const { headers } = c.req.raw
    const photo = photos.byKey(`${c.req.param('folder')}/${c.req.param('name')}`)
    const person = sessions.authenticate(accessTokenOf(headers))
    const isTheirs = E.isRight(person) && person.right.userId === photo?.userId
    // One refusal for a private picture and for none: who may not see it does not learn that it is there.
    if (photo === undefined || (photo.isPrivate && !isTheirs))
      return envelope(headers, random, E.left(refused('notFound')))
    return new Response(new Uint8Array(photo.bytes), {
      headers: { ...pictureHeaders, 'content-type': photo.format.mediaType },
    })
  })
  return api
}
