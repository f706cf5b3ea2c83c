import { randomBytes } from 'node:crypto'

/** 256 random bits, as they may stand in an address or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
