import type { EnrollmentLocale } from '../view/index.ts'

/** The nearest `lang` of an element or what it stands in, shadow roots included. */
const nearestLang = (element: Element): string | null => {
  const holder = element.closest('[lang]')
  if (holder !== null) return holder.getAttribute('lang')
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? nearestLang(root.host) : null
}

/** `zh`, `zh-Hans`, `zh-CN`… read Simplified Chinese, everybody else English. */
export const languageOf = (element: Element): EnrollmentLocale =>
  /^zh\b/i.test(nearestLang(element) ?? '') ? 'zh-CN' : 'en'
