/** A request as the page saw it. No body, no header: nothing in it is secret. */
export interface SeenRequest {
  readonly id: number
  readonly method: string
  /** The path without the API's prefix: `enroll-factor`. */
  readonly path: string
  /** The status of HTTP; null while there is none. */
  readonly status: number | null
  /** The status in the body, where the vendor puts it. */
  readonly statusCode: number | null
  readonly apiCode: number | null
  /** How long until the reply was there in full, or was seen to be lost; null until then. */
  readonly ms: number | null
  /** No reply, or half of one. */
  readonly isLost: boolean
}
