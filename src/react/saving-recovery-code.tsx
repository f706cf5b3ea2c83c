'use client'
import { useEffect, useRef, useState, type ReactElement, type SubmitEvent } from 'react'
import { reveal, type Redacted } from '../../machines/index.ts'
import { createRecoveryGuard, downloadText } from '../recovery/index.ts'
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
  /**
   * Prints it, from a sheet of yours. By default what is printed, by the button or the browser's menu, is one
   * sheet with the code and what it is for, in place of the page.
   */
  readonly onPrint?: (() => void) | undefined
}

export const SavingRecoveryCode = (props: RecoveryCodeProps): ReactElement | null => {
  const { enrollment, view, clock } = useFlow()
  const { words } = useTexts()
  const [isSaved, setSaved] = useState(false)
  const shown = useRef<HTMLElement>(null)
  const [guard] = useState(createRecoveryGuard)
  const { issuer = null, onPrint } = props
  const recoveryCode = view.state === 'savingRecoveryCode' ? view.recoveryCode : null
  const sheet = () => {
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    return recoveryCode === null
      ? null
      : `${words.recoveryFileText(issuer, day)}\n\n${reveal(recoveryCode)}\n`
  }
  useEffect(() => guard(onPrint === undefined ? sheet : () => null))
  useEffect(() => () => guard(null), [guard])
  if (recoveryCode === null) return null
  const given: RecoveryCodeGiven = {
    recoveryCode,
    download: () => downloadText(words.recoveryFileName, sheet() ?? ''),
    print: onPrint ?? (() => globalThis.print()),
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
