import { Window } from 'happy-dom'
import { StrictMode } from 'react'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { choose, enrollmentId } from './examples.ts'
import { scripted, type ScriptedService } from './scripted-service.ts'
import { decoded, flushed } from './started.ts'
import { provideService, stateOf } from '../../machines/index.ts'

// React looks for a document as it loads, so the window must stand before.
const window = new Window()
const browser = {
  window,
  document: window.document,
  navigator: window.navigator,
  IS_REACT_ACT_ENVIRONMENT: true,
}
const before = new Map(
  Object.keys(browser).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
)
// Assigning is not enough: newer versions of Node have a navigator that is read-only.
for (const [name, value] of Object.entries(browser))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
const { act } = await import('react')
const { createRoot } = await import('react-dom/client')
const { useMachine } = await import('@xstate/react')

const page = suite("the enrollment under @xstate/react's useMachine")

page.after(() => {
  for (const [name, descriptor] of before) {
    if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
    else Object.defineProperty(globalThis, name, descriptor)
  }
})

const enrollmentOf = (service: ScriptedService) => provideService(service.service, { now: () => 1_000 })

const Enrollment = ({ machine }: { readonly machine: ReturnType<typeof enrollmentOf> }) => {
  const [snapshot, send] = useMachine(machine, { input: { enrollmentId } })
  return (
    <main>
      <output>{stateOf(snapshot)}</output>
      <button onClick={() => send(decoded(choose.SMS))}>Send a code</button>
    </main>
  )
}

const mounted = async (strict: boolean) => {
  const service = scripted()
  const machine = enrollmentOf(service)
  const container = window.document.createElement('div')
  window.document.body.append(container)
  // happy-dom's elements are a DOM without being lib.dom's types.
  const root = createRoot(container as never)
  const element = <Enrollment machine={machine} />
  await act(async () => {
    root.render(strict ? <StrictMode>{element}</StrictMode> : element)
    await flushed()
  })
  return {
    service,
    shown: () => container.querySelector('output')?.textContent,
    click: () =>
      act(async () => {
        container.querySelector('button')?.click()
        await flushed()
      }),
    unmount: () => act(() => root.unmount()),
  }
}

for (const strict of [false, true]) {
  const mode = strict ? 'in strict mode' : 'in a root'

  page(`${mode}: mounting asks for nothing, one click sends one request`, async () => {
    const { service, shown, click, unmount } = await mounted(strict)
    assert.is(shown(), 'idle')
    assert.equal(service.calls, [])
    await click()
    assert.is(shown(), 'awaitingCode')
    assert.is(service.named('sendEnrollFactorRequest').length, 1)
    unmount()
  })

  page(`${mode}: unmounting ends it, and asks for nothing either`, async () => {
    const { service, unmount } = await mounted(strict)
    unmount()
    await flushed()
    assert.equal(service.calls, [])
  })
}

page.run()
