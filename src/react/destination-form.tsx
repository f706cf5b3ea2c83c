'use client'
import { useId, useState, type ReactElement, type SubmitEvent } from 'react'
import type { CommandInput, EmailProfile, PhoneProfile } from '../../machines/index.ts'
import type { ShownEnrollment } from '../live/index.ts'
import { secondsUntil } from '../view/index.ts'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { parsePhoneNumber, type ParsePhone } from './parse-phone.ts'
import { Part, type PartProps } from './part.tsx'
import { PhoneFields } from './phone-fields.tsx'
import { useTexts } from './texts.tsx'

export interface DestinationGiven {
  /** Asks for a code to be sent there; what is wrong is shown below the fields. */
  readonly submit: (profile: PhoneProfile | EmailProfile) => void
  readonly problem: string | null
}

export interface DestinationProps extends PartProps<DestinationGiven> {
  /** Makes a profile of what was typed; by default as numbers of the region are written. */
  readonly parsePhone?: ParsePhone | undefined
  /** The region whose country code is offered first, `'CN'`; by default as the browser's languages say. */
  readonly region?: string | undefined
}

export interface DestinationFormProps extends DestinationProps {
  readonly factorType: 'SMS' | 'EMAIL'
}

/** What was typed, so that it can be mended; contact data, and so in no attribute. */
const typedFor = new WeakMap<ShownEnrollment, { readonly text: string; readonly region: string }>()

export const DestinationForm = ({ factorType, ...props }: DestinationFormProps): ReactElement => {
  const { enrollment, choose, clock } = useFlow()
  const { words } = useTexts()
  const id = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const { parsePhone = parsePhoneNumber } = props
  const isPhone = factorType === 'SMS'
  const invalid = isPhone ? words.phoneInvalid : words.emailInvalid

  const submit = (profile: PhoneProfile | EmailProfile) => {
    const command: Extract<CommandInput, { readonly type: 'factor.chosen' }> =
      'email' in profile
        ? { type: 'factor.chosen', factorType: 'EMAIL', profile }
        : { type: 'factor.chosen', factorType: 'SMS', profile }
    const sent = choose(command)
    // The second half of a double click is no mistake of the person's.
    if (sent.accepted || sent.reason === 'notNow') return
    const wait = secondsUntil(sent.until ?? null, clock.now())
    setProblem(sent.reason === 'coolingDown' ? words.destinationCooling(wait) : invalid)
  }

  const submitted = (event: SubmitEvent<HTMLElement>) => {
    event.preventDefault()
    const fieldOf = (part: string) => {
      const field = event.currentTarget.querySelector(`[data-mfa-part="${part}"]`)
      return field === null || !('value' in field) ? '' : String(field.value)
    }
    const text = fieldOf(isPhone ? 'phone' : 'email')
    typedFor.set(enrollment, { text, region: fieldOf('country') })
    const profile = isPhone ? parsePhone(text, fieldOf('country-code'), fieldOf('country')) : { email: text }
    if (profile === null) setProblem(invalid)
    else submit(profile)
  }

  const remember = (field: HTMLInputElement | null) => {
    if (field === null) return
    // A number is no address: what does not fit is dropped.
    const text = typedFor.get(enrollment)?.text ?? ''
    if (field.value === '' && text.includes('@') !== isPhone) field.value = text
  }
  const asked = {
    ref: remember,
    required: true,
    'data-mfa-focus': '',
    'aria-invalid': problem !== null,
    'aria-describedby': id,
  }
  return (
    <Part
      as="form"
      part="destination"
      state={factorType}
      of={props}
      given={{ submit, problem }}
      noValidate
      onSubmit={submitted}
    >
      {isPhone ? (
        <PhoneFields
          region={typedFor.get(enrollment)?.region || props.region}
          asked={asked}
          isWhole={props.parsePhone !== undefined}
        />
      ) : (
        <label data-mfa-part="field">
          <span data-mfa-part="label">{words.email}</span>
          <input data-mfa-part="email" type="email" autoComplete="email" {...asked} />
        </label>
      )}
      {isPhone && <p data-mfa-part="hint">{words.phoneHint}</p>}
      <p data-mfa-part="problem" id={id} role="alert">
        {problem}
      </p>
      <Button part="send" type="submit">
        {words.sendCode}
      </Button>
    </Part>
  )
}
