import { targetOf, type Choice } from '../../../machines/index.ts'
import { callingCodeOf } from './calling-code.ts'

/** Zeros that are dialled before a number, and its own country's code once more, lead to the same telephone. */
const countedNumber = (target: string): string => {
  const code = callingCodeOf(target) ?? '+'
  const own = code.slice(1)
  let national = target.slice(code.length)
  for (;;) {
    const shorter = national.replace(/^0+/, '')
    // What is left must be a number still: somewhere in the world one may begin like its country's code.
    const once =
      shorter.startsWith(own) && shorter.length > own.length + 9 ? shorter.slice(own.length) : shorter
    if (once === national) return `${code}${national}`
    national = once
  }
}

const asciiDomain = (domain: string): string =>
  URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain

/** What is written otherwise and is delivered to the same mailbox: letters of other widths, `+tag`, other dots. */
const countedAddress = (target: string): string => {
  const plain = target.normalize('NFKC').replaceAll('\u3002', '.').toLowerCase()
  const at = plain.lastIndexOf('@')
  if (at === -1) return plain
  return `${plain.slice(0, at).replace(/(?<=.)\+.*$/, '')}@${asciiDomain(plain.slice(at + 1))}`
}

/**
 * A target as it is counted: one spelling of it, so that nobody is sent more by spelling them anew. It is for counting
 * alone, never for sending. Null where nothing is sent.
 *
 * @example
 * countedTargetOf(choiceOf('+86', '0018800000000')) // 'SMS +8618800000000'
 */
export const countedTargetOf = (choice: Choice): string | null => {
  const target = targetOf(choice)
  if (target === null) return null
  return `${choice.factorType} ${choice.factorType === 'SMS' ? countedNumber(target) : countedAddress(target)}`
}
