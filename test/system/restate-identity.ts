// A key pair of Restate's request identity, as `openssl genpkey -algorithm ed25519` makes one.
import { generateKeyPairSync } from 'node:crypto'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

const base58 = (bytes: Buffer): string => {
  const zeros = bytes.findIndex((byte) => byte !== 0)
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (; rest > 0n; rest /= 58n) text = `${alphabet[Number(rest % 58n)] ?? ''}${text}`
  return `${'1'.repeat(Math.max(0, zeros))}${text}`
}

export const newIdentity = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  // The last 32 bytes of its SPKI are the key (RFC 8410 section 4).
  const bytes = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  return {
    pem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: `publickeyv1_${base58(bytes)}`,
  }
}
