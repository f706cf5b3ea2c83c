import { TOTP, URI } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseProvisioningUri, reveal } from '../../machines/index.ts'

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DP'
const uris = suite('provisioning URIs')
const withQuery = (query: string, label = 'GenAuth:mina') => `otpauth://totp/${label}?${query}`
const rewritten = (uri: string, expectedIssuer?: string) => {
  const parsed = parseProvisioningUri(uri, expectedIssuer)
  return parsed && reveal(parsed.uri)
}
const clean = `otpauth://totp/GenAuth:mina?secret=${secret}&issuer=GenAuth&algorithm=SHA1&digits=6&period=30`

const accepted: Readonly<Record<string, readonly [uri: string, rewritten: string]>> = {
  'as the vendor writes it': [
    withQuery(`secret=${secret}&period=30&digits=6&algorithm=SHA1&issuer=GenAuth`),
    clean,
  ],
  'with nothing but a secret and issuer': [withQuery(`secret=${secret}&issuer=GenAuth`), clean],
  'without the issuer parameter': [withQuery(`secret=${secret}`), clean],
  'with an issuer only as parameter': [withQuery(`secret=${secret}&issuer=GenAuth`, 'mina'), clean],
  'in capitals': [`OTPAUTH://TOTP/GenAuth:mina?SECRET=${secret.toLowerCase()}&ISSUER=GenAuth`, clean],
  'with an encoded colon': [withQuery(`secret=${secret}&issuer=GenAuth`, 'GenAuth%3Amina'), clean],
  'with a space after the colon': [withQuery(`secret=${secret}&issuer=GenAuth`, 'GenAuth:%20mina'), clean],
  'with padding': [withQuery(`secret=${secret}%3D%3D&issuer=GenAuth`), clean],
  'with parameters of others': [withQuery(`secret=${secret}&issuer=GenAuth&image=https%3A%2F%2Fx.y`), clean],
  'with a dash in the algorithm': [
    withQuery(`secret=${secret}&issuer=GenAuth&algorithm=sha-256`),
    clean.replace('SHA1', 'SHA256'),
  ],
  'with eight digits a minute': [
    withQuery(`secret=${secret}&issuer=GenAuth&digits=8&period=60&algorithm=SHA512`),
    `otpauth://totp/GenAuth:mina?secret=${secret}&issuer=GenAuth&algorithm=SHA512&digits=8&period=60`,
  ],
  'with a space written as +': [
    withQuery(`secret=${secret}&issuer=Acme+Pool`, 'Acme%20Pool:mina'),
    `otpauth://totp/Acme%20Pool:mina?secret=${secret}&issuer=Acme%20Pool&algorithm=SHA1&digits=6&period=30`,
  ],
  'with an issuer that holds a +': [
    withQuery(`secret=${secret}&issuer=A%2BB`, 'A%2BB:mina'),
    `otpauth://totp/A%2BB:mina?secret=${secret}&issuer=A%2BB&algorithm=SHA1&digits=6&period=30`,
  ],
  'with control and bidi characters': [
    withQuery(`secret=${secret}&issuer=GenAuth`, 'Gen%00Auth:%E2%80%AEmina'),
    clean,
  ],
  'with a name of two parts': [
    withQuery(`secret=${secret}&issuer=GenAuth`, 'GenAuth:ann%40example.com'),
    clean.replace('mina', 'ann%40example.com'),
  ],
}
for (const [name, [uri, expected]] of Object.entries(accepted)) {
  uris(`${name}: accepted, and written anew`, () => assert.is(rewritten(uri), expected))
}

const refused: Readonly<Record<string, string>> = {
  'an HOTP': `otpauth://hotp/GenAuth:mina?secret=${secret}&counter=0`,
  'a web page': `https://example.org/totp/GenAuth:mina?secret=${secret}`,
  'a script': `javascript:alert(1)//otpauth://totp/GenAuth:mina?secret=${secret}`,
  'a script on a second line': `javascript:alert(1)\notpauth://totp/GenAuth:mina?secret=${secret}`,
  'an address before it': ` otpauth://totp/GenAuth:mina?secret=${secret}`,
  'a migration': 'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8',
  'a user in the authority': `otpauth://user@totp/GenAuth:mina?secret=${secret}`,
  'a port': `otpauth://totp:80/GenAuth:mina?secret=${secret}`,
  'a fragment': `otpauth://totp/GenAuth:mina?secret=${secret}#x`,
  'another issuer in the label': withQuery(`secret=${secret}&issuer=GenAuth`, 'Bank:mina'),
  'an issuer that differs in case': withQuery(`secret=${secret}&issuer=genauth`),
  'no secret': withQuery('issuer=GenAuth'),
  'an empty secret': withQuery('secret=&issuer=GenAuth'),
  'a short secret': withQuery('secret=JBSWY3DPEHPK3PX&issuer=GenAuth'),
  'a secret that is no base32': withQuery(`secret=${secret.slice(1)}1&issuer=GenAuth`),
  'a secret with a space': withQuery(`secret=JBSWY3DP%20EHPK3PXPJBSWY3DP&issuer=GenAuth`),
  'a secret padded in the middle': withQuery(`secret=JBSWY3DP%3DEHPK3PXPJBSWY3DP&issuer=GenAuth`),
  'a secret without end': withQuery(`secret=${'A'.repeat(257)}&issuer=GenAuth`),
  'five digits': withQuery(`secret=${secret}&digits=5`),
  'nine digits': withQuery(`secret=${secret}&digits=9`),
  'digits with a sign': withQuery(`secret=${secret}&digits=%2B6`),
  'digits with a fraction': withQuery(`secret=${secret}&digits=6.0`),
  'no digits': withQuery(`secret=${secret}&digits=`),
  'a step of 14 seconds': withQuery(`secret=${secret}&period=14`),
  'a step of 121 seconds': withQuery(`secret=${secret}&period=121`),
  MD5: withQuery(`secret=${secret}&algorithm=MD5`),
  'an algorithm of the prototype': withQuery(`secret=${secret}&algorithm=constructor`),
  'two secrets': withQuery(`secret=${secret}&secret=${secret}`),
  'two secrets in two cases': withQuery(`secret=${secret}&SECRET=${secret}`),
  'two issuers': withQuery(`secret=${secret}&issuer=GenAuth&issuer=Bank`),
  'a broken escape': withQuery(`secret=${secret}&issuer=%E0%A4%A`),
  'a broken escape in the label': withQuery(`secret=${secret}`, '%ZZ'),
  nothing: '',
}
for (const [name, uri] of Object.entries(refused)) {
  uris(`${name}: refused`, () => assert.is(parseProvisioningUri(uri), null))
}

for (const [digits, period] of [
  [6, 15],
  [7, 30],
  [8, 120],
] as const) {
  uris(`${digits} digits every ${period} seconds are within bounds`, () => {
    const parsed = parseProvisioningUri(withQuery(`secret=${secret}&digits=${digits}&period=${period}`))
    assert.equal([parsed?.digits, parsed?.period], [digits, period])
  })
}

uris('the expected issuer is the only one', () => {
  assert.is(rewritten(withQuery(`secret=${secret}`), 'GenAuth'), clean)
  assert.is(rewritten(withQuery(`secret=${secret}`), 'GenAut'), null)
  assert.is(rewritten(withQuery(`secret=${secret}`, 'mina'), 'GenAuth'), null)
})

uris('otpauth reads the rewritten URI, and makes the same codes', () => {
  for (const [uri] of Object.values(accepted)) {
    const parsed = parseProvisioningUri(uri)
    assert.ok(parsed)
    const totp = URI.parse(reveal(parsed.uri))
    assert.instance(totp, TOTP)
    assert.is(totp.secret.base32, reveal(parsed.secret))
    assert.equal([totp.digits, totp.algorithm], [parsed.digits, parsed.algorithm])
    assert.is(totp instanceof TOTP && totp.period, parsed.period)
  }
})

uris('the checksum tells two secrets apart, and one as itself', () => {
  const checksum = (text: string) => parseProvisioningUri(withQuery(`secret=${text}`))?.checksum
  assert.is(checksum(secret), checksum(secret.toLowerCase()))
  assert.is.not(checksum(secret), checksum('NB2W45DFOIZA4YLONB2W45DF'))
})

uris('a name that has to be cut is cut between characters', () => {
  const name = `${'a'.repeat(199)}${encodeURIComponent('😀😀')}`
  const parsed = parseProvisioningUri(withQuery(`secret=${secret}`, name))
  assert.ok(parsed)
  assert.instance(URI.parse(reveal(parsed.uri)), TOTP)
})

uris('half of a character in a name is left out, and nothing throws', () => {
  const parsed = parseProvisioningUri(withQuery(`secret=${secret}`, 'GenAuth:\ud800ann\udc00'))
  assert.ok(parsed)
  assert.match(reveal(parsed.uri), 'GenAuth:ann?')
})

uris('a very long URI is refused quickly', () => {
  assert.is(parseProvisioningUri(withQuery(`secret=${secret}&x=${'%41'.repeat(100_000)}`)), null)
  assert.is(parseProvisioningUri(`otpauth://totp/${'a'.repeat(200_000)}`), null)
})

uris.run()
