import type { SandboxClock } from '../clock.ts'
import { deliveryOf, type Delivery, type Disturbed } from '../faults/delivery.ts'
import type { WireReply } from '../faults/wire-reply.ts'
import { languageOf } from '../language.ts'
import { randomUuid, type Random } from '../random.ts'
import type { Bindings } from './bindings.ts'
import { bodyStream } from './body-stream.ts'
import { brandHeader } from './brand-headers.ts'
import { aborted, closeConnection, resetConnection } from './connection.ts'

export interface DisturbedParts {
  readonly clock: SandboxClock
  readonly random: Random
}

/** A response as text, to be spoilt. */
export const wireReplyOf = async (response: Response): Promise<WireReply> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  text: await response.text(),
})

const bodyOf = (
  delivery: Extract<Delivery, { readonly kind: 'reply' }>,
  clock: SandboxClock,
  request: Request,
  bindings: Bindings,
): BodyInit | null => {
  const { pieces, contentLength, pauseMs, end } = delivery
  if (contentLength === 0) return null
  return contentLength !== null && pauseMs === 0 && end === 'complete'
    ? Uint8Array.from(Buffer.concat([...pieces]))
    : bodyStream(delivery, clock, request, bindings)
}

/** What the client gets to see of a fault. */
export const disturbedResponse = async (
  disturbed: Disturbed<Response>,
  request: Request,
  bindings: Bindings,
  { clock, random }: DisturbedParts,
): Promise<Response> => {
  const language = languageOf(brandHeader(request.headers, 'lang'))
  const voice = {
    english: language === 'en-US' || language === 'ja-JP',
    requestId: randomUuid(random),
  }
  const delivery = deliveryOf(
    disturbed.reply === null ? disturbed : { ...disturbed, reply: await wireReplyOf(disturbed.reply) },
    voice,
  )
  if (delivery.kind === 'reply') {
    const { status, contentLength } = delivery
    const headers = new Headers(delivery.headers)
    if (contentLength !== null) headers.set('content-length', String(contentLength))
    return new Response(bodyOf(delivery, clock, request, bindings), { status, headers })
  }
  switch (delivery.end) {
    case 'closed':
      return closeConnection(bindings)
    case 'reset':
      return resetConnection(bindings)
    case 'silence':
      await aborted([request.signal, bindings.closing])
      return closeConnection(bindings)
  }
}
