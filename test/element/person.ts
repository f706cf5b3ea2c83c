import { TOTP } from 'otpauth'
import type { EnrollmentElementEvents, MfaEnrollmentElement } from '../../src/element/index.ts'
import { createSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { testClock } from '../live/live-enrollment.ts'
import type { Browser } from './browser.ts'

/** Some turns of the event loop: answers in memory and imports of loaded modules have come. */
export const settled = async () => {
  for (let turn = 0; turn < 12; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A person's account at a sandbox, on a clock that stands still. */
export const account = (options: SandboxOptions = {}) => {
  const clock = testClock()
  const sandbox = createSandbox({ clock, ...options })
  const count = (endpoint: string) =>
    sandbox.requests.filter((request) => request.endpoint === endpoint).length
  return {
    clock,
    sandbox,
    service: sandbox.service(),
    directory: sandbox.directory(),
    upload: sandbox.photoUpload(),
    count,
    /** The code of the message sent last. */
    sentCode: () => sandbox.outbox.at(-1)?.code ?? '',
    appCode: (key: string) =>
      new TOTP({ secret: key.replaceAll(/\s/g, '') }).generate({ timestamp: clock.now() }),
  }
}
type Given = Partial<
  Pick<
    MfaEnrollmentElement,
    | 'service'
    | 'enrollment'
    | 'directory'
    | 'upload'
    | 'factors'
    | 'texts'
    | 'clock'
    | 'inspect'
    | 'codeLength'
    | 'storageKey'
    | 'region'
    | 'lang'
  >
>

const told = ['mfa-state', 'mfa-bound', 'mfa-done', 'mfa-cancelled', 'mfa-error'] as const

/** Puts the element into a page, and gives a person's hands and eyes. */
export const placed = async (
  { window, document }: Browser,
  create: () => MfaEnrollmentElement,
  given: Given,
) => {
  const element = create()
  const events: { readonly type: string; readonly detail: unknown }[] = []
  const note = ({ type, detail }: EnrollmentElementEvents[(typeof told)[number]]) => {
    events.push({ type, detail })
  }
  for (const type of told) element.addEventListener(type, note)
  Object.assign(element, given)
  const place = document.createElement('div')
  document.body.append(place)
  // happy-dom's elements are a DOM without being lib.dom's types.
  place.append(element as never)
  await settled()

  const root = () => {
    if (element.shadowRoot === null) throw new Error('The element has not been drawn')
    return element.shadowRoot
  }
  const part = (name: string) => root().querySelector(`[part~=${name}]`)
  const one = (selector: string) => {
    const found = root().querySelector<HTMLInputElement>(selector)
    if (found === null) throw new Error(`There is no ${selector} in: ${root().textContent}`)
    return found
  }
  const press = async (name: string) => {
    one(`[part~=${name}]`).click()
    await settled()
  }
  const write = (selector: string, text: string) => {
    const field = one(selector)
    field.value = text
    field.dispatchEvent(new window.Event('input', { bubbles: true }) as never)
  }
  return {
    element,
    place,
    events,
    root,
    part,
    one,
    press,
    write,
    type: async (selector: string, text: string) => {
      write(selector, text)
      await settled()
    },
    screen: () => one('[data-screen]').getAttribute('data-screen'),
    text: (name: string) => part(name)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? null,
    spoken: (politeness: 'polite' | 'assertive') => one(`[aria-live=${politeness}]`).textContent,
    focused: () => root().activeElement,
    settled,
    /** Waits for a part that code which is loaded on demand brings: the module loader answers when it will. */
    until: async (name: string) => {
      for (let turn = 0; turn < 2_000 && part(name) === null; turn += 1)
        await new Promise<void>((resolve) => setTimeout(resolve, 1))
      one(`[part~=${name}]`)
    },
    gone: async () => {
      element.remove()
      await settled()
    },
  }
}
