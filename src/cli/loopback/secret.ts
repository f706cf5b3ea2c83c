import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, as they may stand in an address or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in a time that tells neither the content nor the length of a secret. */
export const isSameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
