import { nothing, type TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'
import { note } from './text.ts'

/** While a factor is being replaced: that the old one stays until the new one works. */
export const replacingNote = ({ flow, words, nameOf }: Stage): TemplateResult | typeof nothing => {
  const replacing = flow.replacements.current()
  return replacing === null ? nothing : note(words.replaceNotice(nameOf(replacing.factor.factorType)))
}
