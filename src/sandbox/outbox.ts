/** A message the sandbox would have sent. The code is in clear: reading it is what an outbox is for. */
export interface Message {
  readonly channel: 'SMS' | 'EMAIL'
  /** `+8618800000000` or the address as it was given. */
  readonly to: string
  readonly code: string
  /** Epoch ms of the sandbox's clock. */
  readonly sentAt: number
  /** When the code dies, epoch ms. The enrollmentToken may die earlier. */
  readonly expiresAt: number
}

const mostKept = 1000

export interface Outbox {
  readonly messages: readonly Message[]
  readonly post: (message: Message) => void
}

/** Keeps what was sent, newest last. */
export const createOutbox = (): Outbox => {
  const messages: Message[] = []
  return {
    messages,
    post: (message) => {
      messages.push(message)
      if (messages.length > mostKept) messages.shift()
    },
  }
}
