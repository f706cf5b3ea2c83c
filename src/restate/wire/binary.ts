import { serde } from '@restatedev/restate-sdk'

/** Values are written and read by codecs of our own (`values.ts`); Restate only carries bytes. */
export const binary = serde.binary
