'use client'
import { useEffect, useRef, useState, type ReactElement, type SubmitEvent } from 'react'
import { reveal, type Redacted } from '../../machines/index.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'

export interface RecoveryCodeGiven {
  readonly recoveryCode: Redacted<string>
  readonly download: () => void
  readonly print: () => void
  /** Goes on; from then on the code cannot be shown any more. */
  readonly saved: () => void
}

export interface RecoveryCodeProps extends PartProps<RecoveryCodeGiven> {
  /** Whose code it is, for the file: your service's name. */
  readonly issuer?: string | undefined
  /** Prints it; the whole page by default, so style it for `@media print`. */
  readonly onPrint?: (() => void) | undefined
}

const download = (name: string, text: string) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: some browsers read it only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const warn = (event: BeforeUnloadEvent) => {
  event.preventDefault()
  // Chromium before 119 asks for a value.
  // oxlint-disable-next-line typescript/no-deprecated
  event.returnValue = true
}

export const SavingRecoveryCode = (props: RecoveryCodeProps): ReactElement | null => {
  const { enrollment, view, clock } = useFlow()
  const { words } = useTexts()
  const [isSaved, setSaved] = useState(false)
  const shown = useRef<HTMLElement>(null)
  useEffect(() => {
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [])
  if (view.state !== 'savingRecoveryCode') return null
  const { recoveryCode } = view
  const { issuer = null, onPrint = () => globalThis.print() } = props
  const given: RecoveryCodeGiven = {
    recoveryCode,
    download: () => {
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      download(words.recoveryFileName, `${words.recoveryFileText(issuer, day)}\n\n${reveal(recoveryCode)}\n`)
    },
    print: onPrint,
    saved: () => {
      enrollment.send({ type: 'recoveryCode.saved' })
    },
  }
  const submitted = (event: SubmitEvent) => {
    event.preventDefault()
    if (isSaved) given.saved()
  }
  return (
    <Part as="form" part="recovery" of={props} given={given} onSubmit={submitted}>
      <p data-mfa-part="label">{words.recoveryLabel}</p>
      <code
        ref={shown}
        data-mfa-part="recovery-code"
        data-mfa-focus=""
        tabIndex={-1}
        translate="no"
        dir="ltr"
      >
        {reveal(recoveryCode)}
      </code>
      <p data-mfa-part="hint">{words.recoveryHint}</p>
      <CopyButton label={words.copy} shown={shown} text={() => reveal(recoveryCode)} />
      <Button part="download" onClick={given.download}>
        {words.download}
      </Button>
      <Button part="print" onClick={given.print}>
        {words.print}
      </Button>
      <label data-mfa-part="saved">
        <input
          type="checkbox"
          required
          checked={isSaved}
          onChange={(event) => setSaved(event.currentTarget.checked)}
        />{' '}
        {words.recoverySaved}
      </label>
      <Button part="continue" type="submit" disabled={!isSaved}>
        {words.next}
      </Button>
    </Part>
  )
}
