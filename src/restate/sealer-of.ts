import { createSealer, SealingKeyError, type Sealer, type SealingKey } from '../durable/index.ts'

/** @throws SealingKeyError if there is no key */
export const sealerOf = ([newest, ...older]: readonly SealingKey[]): Sealer => {
  if (newest === undefined)
    throw new SealingKeyError('Restate needs a sealing key. Make one with: mfa-enroll key')
  return createSealer([newest, ...older])
}
