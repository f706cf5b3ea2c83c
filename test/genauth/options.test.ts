import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../src/genauth/index.ts'
import type { GenAuthOptions } from '../../src/genauth/index.ts'
import { originOf } from '../../src/genauth/host.ts'

const options = suite('options of the client')

const make = (more: Record<string, unknown>) => () => {
  const all: GenAuthOptions = {
    host: 'https://acme.genauth.ai',
    appId: 'app-1',
    getAccessToken: async () => 'token',
    ...more,
  }
  return createGenAuthService(all)
}

const refusal = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    assert.instance(error, TypeError)
    return error instanceof Error ? error.message : ''
  }
  throw new Error('it was accepted')
}

for (const host of [
  'https://acme.genauth.ai',
  'https://acme.genauth.ai/',
  'https://mfa.intern:8443',
  'HTTPS://Acme.Authing.cn',
]) {
  options(`the host ${host} is taken`, () => assert.is(make({ host })().limits.tokenLifetimeMs, 60_000))
}

for (const host of [
  'http://127.0.0.1:4100',
  'http://127.9.8.7',
  'http://localhost:3000',
  'http://[::1]:80',
  'http://127.1',
]) {
  options(`plain http is taken on loopback: ${host}`, () =>
    assert.type(make({ host })().enrollFactor, 'function'),
  )
}

for (const host of [
  'http://acme.genauth.ai',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://10.0.0.1',
  'http://[::2]',
  'http://0.0.0.0',
  'ftp://acme.genauth.ai',
  'javascript://acme.genauth.ai',
]) {
  options(`${host} is refused, for it is not https`, () =>
    assert.match(refusal(make({ host })), /https:\/\//),
  )
}

for (const host of [
  'acme.genauth.ai',
  '',
  ' https://acme.genauth.ai',
  'https://',
  'https:\\\\acme.genauth.ai',
  'https://a\tb.example',
  undefined,
  7,
]) {
  options(`${JSON.stringify(host)} is refused, for it is no URL`, () => {
    assert.match(refusal(make({ host })), /not a URL/)
  })
}

for (const host of [
  'https://ann:hunter2@acme.genauth.ai',
  'https://ann@acme.genauth.ai',
  'https://@acme.genauth.ai',
]) {
  options(`user info is refused and not repeated: ${host.replace('hunter2', '…')}`, () => {
    const said = refusal(make({ host }))
    assert.match(said, /user name/)
    assert.not.match(said, /hunter2/)
  })
}

for (const host of [
  'https://a.example/path',
  'https://a.example/?',
  'https://a.example?q=1',
  'https://a.example#',
  'https://a.example/#x',
]) {
  options(`a path, query or hash is refused: ${host}`, () =>
    assert.match(refusal(make({ host })), /path, query or hash/),
  )
}

options('the origin is all that is kept of the host', () => {
  assert.is(originOf('https://ACME.genauth.ai:443/'), 'https://acme.genauth.ai')
})

options('an empty app id is refused', () => assert.match(refusal(make({ appId: '' })), /^appId is missing/))

for (const appId of ['a b', 'a\r\nx-evil: 1', 'é', 'a\u0000', 'x'.repeat(257)]) {
  options(`an app id no header can carry is refused: ${JSON.stringify(appId.slice(0, 20))}`, () => {
    assert.match(refusal(make({ appId })), /^appId has characters/)
  })
}

for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
  options(`a time limit setTimeout cannot hold is refused: ${timeoutMs}`, () => {
    assert.match(refusal(make({ timeoutMs })), /^timeoutMs/)
  })
}

for (const uploadTimeoutMs of [0, Number.NaN, 2 ** 31]) {
  options(`nor can an upload have such a time limit: ${uploadTimeoutMs}`, () => {
    assert.match(refusal(make({ uploadTimeoutMs })), /^uploadTimeoutMs/)
  })
}

for (const create of [createFactorDirectory, createPhotoUpload]) {
  options(`${create.name} refuses at once what createGenAuthService refuses`, () => {
    const all = { host: 'https://acme.genauth.ai', appId: 'app-1', getAccessToken: async () => 'token' }
    assert.type(create(all), create === createPhotoUpload ? 'function' : 'object')
    assert.match(
      refusal(() => create({ ...all, host: 'http://acme.genauth.ai' })),
      /https:\/\//,
    )
    assert.match(
      refusal(() => create({ ...all, appId: '' })),
      /^appId is missing/,
    )
    assert.match(
      refusal(() => create({ ...all, uploadTimeoutMs: -1 })),
      /^uploadTimeoutMs/,
    )
  })
}

options('a brand, language or style that does not exist is refused, with those that do', () => {
  assert.match(refusal(make({ brand: 'auth0' })), /genauth, authing/)
  assert.match(refusal(make({ lang: 'en' })), /en-US/)
  assert.match(refusal(make({ authorization: 'basic' })), /bearer, raw/)
})

options('an access token in the place of the function is refused and not repeated', () => {
  const said = refusal(make({ getAccessToken: 'eyJhbGciOi' }))
  assert.match(said, /getAccessToken must be a function/)
  assert.not.match(said, /eyJ/)
})

options('the limits of a user pool travel with the service', () => {
  const limits = { tokenLifetimeMs: 30_000, sendIntervalMs: 90_000, wrongCodeBudget: 3 }
  assert.equal(make({ limits })().limits, limits)
})

options.run()
