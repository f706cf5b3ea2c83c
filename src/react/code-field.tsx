'use client'
import { useId, useRef, useState, type ReactElement } from 'react'
import { isUsedUp } from '../view/index.ts'
import { Button } from './button.tsx'
import { useFlow, type OpenView } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'
import { useSecondsUntil } from './use-seconds.ts'

export interface CodeFieldGiven {
  /** Submits what was typed; a second call while the first is on its way does nothing. */
  readonly submit: (passCode: string) => void
  /** How many digits the code has, if that is known. */
  readonly digits: number | null
  /** What is wrong with what was typed, before it was sent. */
  readonly problem: string | null
  readonly canSubmit: boolean
}

export interface CodeFieldProps extends PartProps<CodeFieldGiven> {
  /**
   * How many digits the codes of sent messages have. Give it only if your pool is set so: a code of this
   * length submits itself. OTP says its own length.
   */
  readonly codeLength?: number | undefined
}

const digitsIn = (text: string): number => text.normalize('NFKC').replace(/\D/g, '').length

/**
 * One field for the whole code, so that pasting and autofill work. It is not controlled: the code is read
 * when it is submitted, then cleared, and stands in no attribute and no state.
 *
 * @example
 * <CodeField codeLength={6} />
 */
export const CodeField = (props: CodeFieldProps): ReactElement | null => {
  const { open } = useFlow()
  if (open === null || open.factorType === 'FACE') return null
  // A new token is a new field: nothing typed for the old one stays.
  return <CodeForm key={open.generation} open={open} of={props} />
}

interface CodeFormProps {
  readonly open: OpenView
  readonly of: CodeFieldProps
}

const CodeForm = ({ open, of }: CodeFormProps): ReactElement => {
  const { enrollment, view, clock } = useFlow()
  const { words } = useTexts()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { challenge, generation, submitAt } = open
  const wait = useSecondsUntil(submitAt, clock)
  const isSpent = isUsedUp(challenge)
  const canSubmit = view.can.submit && !isSpent
  const digits = challenge.factorType === 'OTP' ? challenge.otp.digits : null

  const submit = (passCode: string) => {
    // Enter after autofill, a double click: that code is on its way already.
    if (isSpent || enrollment.getSnapshot().state !== 'awaitingCode') return
    const sent = enrollment.send({ type: 'code.submitted', passCode, generation })
    if (sent.accepted && field.current !== null) field.current.value = ''
    // Any other refusal is told by the next view.
    setProblem(!sent.accepted && sent.reason === 'invalidCode' ? words.codeInvalid(digits) : null)
  }
  const typed = () => field.current?.value ?? ''
  const submitWhole = () => {
    if (canSubmit && digitsIn(typed()) === (digits ?? of.codeLength)) submit(typed())
  }
  return (
    <Part
      as="form"
      part="code"
      state={canSubmit ? 'open' : 'waiting'}
      of={of}
      given={{ submit, digits, problem, canSubmit }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit(typed())
      }}
    >
      <label data-mfa-part="field">
        <span data-mfa-part="label">{digits === null ? words.codeLabel : words.codeFromApp}</span>
        <input
          ref={field}
          data-mfa-part="code-input"
          data-mfa-focus={isSpent ? undefined : ''}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          dir="ltr"
          required
          readOnly={isSpent || view.state === 'binding'}
          aria-disabled={isSpent || undefined}
          aria-invalid={problem !== null || view.error === 'wrongCode'}
          aria-describedby={id}
          onInput={({ nativeEvent }) => {
            // An input method may still be composing full-width digits.
            if (nativeEvent.isComposing !== true) submitWhole()
          }}
          onCompositionEnd={submitWhole}
        />
      </label>
      <p data-mfa-part="problem" id={id} role="alert">
        {problem}
      </p>
      <Button part="confirm" type="submit" disabled={!canSubmit}>
        {wait > 0 ? words.confirmIn(wait) : words.confirm}
      </Button>
    </Part>
  )
}
