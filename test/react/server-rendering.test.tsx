import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { createFactorDirectory } from '../../src/genauth/index.ts'
import { EnrollmentFlow, FactorList, useFactorDirectory } from '../../src/react/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { testClock } from '../live/live-enrollment.ts'

const rendering = suite('rendering on a server')

const clock = testClock()
const sandbox = createSandbox({ clock })

const Page = () => {
  const directory = useFactorDirectory(sandbox.directory())
  return (
    <EnrollmentFlow
      source={{ service: sandbox.service(), clock }}
      choices={['OTP', 'SMS', 'FACE']}
      directory={directory}
      upload={sandbox.photoUpload()}
    />
  )
}

rendering('without a document: the idle screen, no timer, no request, no style', () => {
  assert.is(typeof document, 'undefined')
  const html = renderToString(<Page />)
  assert.match(html, 'data-state="idle"')
  assert.match(html, 'Authenticator app')
  assert.is(clock.pending.size, 0)
  assert.equal(sandbox.requests, [])
  assert.not.match(html, /style=/)
})

rendering('needs no source of random numbers', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true, writable: true })
  try {
    assert.match(renderToString(<Page />), 'data-state="idle"')
  } finally {
    if (before !== undefined) Object.defineProperty(globalThis, 'crypto', before)
  }
})

rendering('a list of factors stands there as loading', () => {
  const List = () =>
    createElement(FactorList, {
      directory: useFactorDirectory(
        createFactorDirectory({
          host: 'https://acme.example',
          appId: 'app',
          getAccessToken: async () => 'token',
        }),
      ),
    })
  assert.match(renderToString(<List />), 'data-mfa-part="loading"')
})

rendering('the first client render is the same markup: React has nothing to warn of', async () => {
  const html = renderToString(<Page />)
  const { openBrowser } = await import('./browser.ts')
  const browser = openBrowser()
  const { hydrateRoot } = await import('react-dom/client')
  const { act } = await import('react')
  const { loaderTurn, settled } = await import('./mounted.tsx')
  const container = browser.document.createElement('div')
  container.innerHTML = html
  browser.document.body.append(container)
  const { error } = console
  const complaints: unknown[] = []
  console.error = (...told: readonly unknown[]) => complaints.push(told)
  try {
    const recovered: unknown[] = []
    const root = await act(async () => {
      const hydrated = hydrateRoot(container as never, <Page />, {
        onRecoverableError: (cause) => recovered.push(cause),
      })
      assert.is(container.innerHTML, html)
      await settled()
      return hydrated
    })
    assert.equal(complaints, [])
    assert.equal(recovered, [])
    assert.match(container.textContent ?? '', 'Authenticator app')
    const isLoading = () => container.querySelector('[data-mfa-part="loading"],[aria-busy="true"]') !== null
    for (let turn = 0; turn < 1_000 && isLoading(); turn += 1) await act(loaderTurn)
    assert.ok(container.querySelector('[data-mfa-part="factor-list"]'))
    await act(async () => root.unmount())
  } finally {
    console.error = error
    await browser.close()
  }
})

rendering.run()
