/** A reply before it goes out. */
export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** How a refusal is worded, and what it is called. */
export interface Voice {
  readonly english: boolean
  readonly requestId: string
}
