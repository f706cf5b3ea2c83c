import { TOTP, URI } from 'otpauth'
import { StrictMode, type ReactElement, type ReactNode } from 'react'
import type { ServiceLimits } from '../../machines/index.ts'
import { createSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { testClock } from '../live/live-enrollment.ts'
import type { Browser } from './browser.ts'

const { act } = await import('react')
const { createRoot } = await import('react-dom/client')

/** Some turns of the event loop: answers in memory and imports of loaded modules have come. */
export const settled = async () => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Time for the module loader, which answers when it will. */
export const loaderTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 1))

/** A person's account at a sandbox, on a clock that stands still. */
export const account = (options: SandboxOptions & { readonly limits?: Partial<ServiceLimits> } = {}) => {
  const clock = testClock()
  const sandbox = createSandbox({ clock, ...options })
  const ofType = (endpoint: string) => sandbox.requests.filter((request) => request.endpoint === endpoint)
  return {
    clock,
    sandbox,
    service: sandbox.service(),
    directory: sandbox.directory(),
    requested: () => ofType('sendEnrollFactorRequest').length,
    bound: () => ofType('enrollFactor').length,
    /** The code of the message sent last. */
    sent: () => sandbox.outbox.at(-1)?.code ?? '',
    /** What an app shows that holds this key. */
    appCode: (key: string) =>
      new TOTP({ secret: key.replaceAll(' ', '') }).generate({ timestamp: clock.now() }),
    uriCode: (uri: string) => {
      const parsed = URI.parse(uri)
      return parsed instanceof TOTP ? parsed.generate({ timestamp: clock.now() }) : ''
    },
  }
}

/** Mounts something in a page, and gives a person's hands and eyes. */
export const mounting = ({ window, document, hide }: Browser) => {
  // The code of a directory is fetched for its first question; later ones are asked at once.
  let warm = false
  const mount = async (element: ReactElement, { strict = false }: { readonly strict?: boolean } = {}) => {
    const container = document.createElement('div')
    document.body.append(container)
    // happy-dom's elements are a DOM without being lib.dom's types.
    const root = createRoot(container as never)
    const wrapped = (node: ReactNode) => (strict ? <StrictMode>{node}</StrictMode> : node)
    const isLoading = () =>
      container.querySelector(`[data-mfa-part="loading"]${warm ? '' : ',[aria-busy="true"]'}`) !== null
    const doing = async (run: () => void) => {
      await act(async () => {
        run()
        await settled()
      })
      // Code that is fetched when it is shown: the module loader answers when it will, the first time.
      for (let turn = 0; turn < 1_000 && isLoading(); turn += 1) await act(loaderTurn)
    }
    const all = (selector: string) => [...container.querySelectorAll(selector)]
    const part = (name: string) => container.querySelector(`[data-mfa-part="${name}"]`)
    const one = (name: string) => {
      const found = part(name)
      if (found === null) throw new Error(`There is no part ${name} in: ${container.textContent}`)
      return found
    }
    const field = (name: string) => {
      const found = one(name)
      if (!(found instanceof window.HTMLInputElement)) throw new Error(`${name} is no input`)
      return found
    }
    const write = (name: string, text: string) => {
      const input = field(name)
      input.value = text
      input.dispatchEvent(new window.InputEvent('input', { bubbles: true }))
    }
    const clickOn = (name: string) => {
      const button = one(name)
      if (button instanceof window.HTMLElement) button.click()
    }
    await doing(() => root.render(wrapped(element)))
    warm = true
    return {
      container,
      all,
      part,
      one,
      field,
      text: (name: string) => one(name).textContent?.trim() ?? '',
      state: () => part('flow')?.getAttribute('data-state'),
      focused: () => document.activeElement?.getAttribute('data-mfa-part') ?? null,
      doing,
      click: (name: string) => doing(() => clickOn(name)),
      clickOn,
      choose: (factorType: string) =>
        doing(() => {
          const choice = container.querySelector(`[data-mfa-part="choice"][data-state="${factorType}"]`)
          if (choice instanceof window.HTMLElement) choice.click()
        }),
      write,
      type: (name: string, text: string) => doing(() => write(name, text)),
      /** Presses Enter in the form of a part. */
      enter: (name: string) => {
        const form = one(name)
        form.dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }))
      },
      hide: (hidden: boolean) => doing(() => hide(hidden)),
      rerender: (next: ReactElement) => doing(() => root.render(wrapped(next))),
      unmount: () => doing(() => root.unmount()),
    }
  }
  return mount
}
