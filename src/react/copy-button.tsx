'use client'
import { useState, type ReactElement, type RefObject } from 'react'
import { Button } from './button.tsx'
import { useTexts } from './texts.tsx'

interface CopyButtonProps {
  readonly label: string
  /** What is put on the clipboard, asked for at the click. */
  readonly text: () => string
  /** Where it stands, to be selected if the clipboard is refused. */
  readonly shown: RefObject<HTMLElement | null>
}

/** Copies a text, and says how that went. */
export const CopyButton = ({ label, text, shown }: CopyButtonProps): ReactElement => {
  const { words } = useTexts()
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setOutcome('copied')
    } catch {
      // Not allowed, or no secure context: then by hand.
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
      setOutcome('copyFailed')
    }
  }
  return (
    <>
      <Button part="copy" state={outcome ?? undefined} onClick={() => void copy()}>
        {label}
      </Button>
      <span data-mfa-part="copy-outcome" role="status">
        {outcome !== null && words[outcome]}
      </span>
    </>
  )
}
