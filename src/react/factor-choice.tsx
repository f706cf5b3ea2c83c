'use client'
import type { ReactElement } from 'react'
import type { FactorType } from '../../machines/index.ts'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'

export interface FactorChoiceGiven {
  readonly choices: readonly FactorType[]
  /** Opens the preparation of a factor. Sends nothing. */
  readonly pick: (factorType: FactorType) => void
}

export interface FactorChoiceProps extends PartProps<FactorChoiceGiven> {
  /** What may be added, such as `useFactorDirectory().choices`; null while that is not known. */
  readonly choices: readonly FactorType[] | null
}

/**
 * The factors to choose from.
 *
 * @example
 * <FactorChoice choices={['OTP', 'SMS', 'EMAIL']} />
 */
export const FactorChoice = (props: FactorChoiceProps): ReactElement | null => {
  const { view, isPicking, picked, pick } = useFlow()
  const { words } = useTexts()
  const { choices } = props
  if (!isPicking || picked !== null || !view.can.choose) return null
  if (choices === null || choices.length === 0)
    return (
      <p data-mfa-part={choices === null ? 'loading' : 'empty'}>
        {choices ? words.nothingToAdd : words.working}
      </p>
    )
  return (
    <Part as="ul" part="factor-choice" of={props} given={{ choices, pick }}>
      {choices.map((factorType, index) => (
        <li key={factorType}>
          <Button part="choice" state={factorType} focus={index === 0} onClick={() => pick(factorType)}>
            <span data-mfa-part="factor-name">{words.factorName[factorType]}</span>{' '}
            <span data-mfa-part="factor-hint">{words.factorHint[factorType]}</span>
          </Button>
        </li>
      ))}
    </Part>
  )
}
