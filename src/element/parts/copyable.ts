import type { TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'
import { button } from './button.ts'

/** Selects a text node, so that a person can copy it by hand. */
const select = (node: Node) => {
  const selection = getSelection()
  selection?.removeAllRanges()
  const range = document.createRange()
  range.selectNodeContents(node)
  selection?.addRange(range)
}

/** Puts a text on the clipboard; false where the browser refuses, as it does on pages without https. */
const toClipboard = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

interface CopyOptions {
  readonly label: string
  /** Only "Copy" is seen, where there is little room; the label is its accessible name. */
  readonly isShort?: boolean
  readonly text: () => string
  readonly part: string
}

/** Copies a secret when pressed, and says so; where it cannot, selects what `shown` finds. */
export const copyButton = (
  { words, flow }: Stage,
  { label, isShort = false, text, part }: CopyOptions,
): TemplateResult => {
  const isCopied = flow.notice()?.(words) === words.copied
  const press = async (event: Event) => {
    const origin = event.currentTarget
    const copied = await toClipboard(text())
    if (!copied && origin instanceof Element) {
      const shown = origin.closest('[data-copy]')?.querySelector('[data-secret]')
      if (shown) select(shown)
    }
    flow.note(copied ? (current) => current.copied : (current) => current.copyFailed)
  }
  return button({
    label: isCopied ? words.copied : isShort ? words.copy : label,
    ...(isShort && !isCopied && { name: label }),
    kind: isShort ? 'quiet' : 'secondary',
    icon: isCopied ? 'tick' : 'copy',
    press: (event) => void press(event),
    part,
  })
}
