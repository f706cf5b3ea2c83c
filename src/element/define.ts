import { MfaEnrollmentElement } from './element.ts'

let isDefined = false

/**
 * Defines the element, under another name if the page wishes. A name that is taken stays as it is, so calling it
 * twice, or having the module in two bundles, does no harm. On a server nothing is drawn or asked for.
 *
 * @example
 * defineEnrollmentElement('acme-second-factor')
 */
export const defineEnrollmentElement = (tag = 'mfa-enrollment'): void => {
  const registry = typeof customElements === 'undefined' ? undefined : customElements
  if (registry === undefined || registry.get(tag) !== undefined) return
  // One class serves one name only.
  registry.define(tag, isDefined ? class extends MfaEnrollmentElement {} : MfaEnrollmentElement)
  isDefined = true
}

defineEnrollmentElement()
