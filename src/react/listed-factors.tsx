'use client'
import { createElement, useRef, useState, type ReactElement } from 'react'
import { FactorType, type EnrolledFactor } from '../../machines/index.ts'
import { maskedDestinationOfFactor, plainText } from '../view/index.ts'
import { Button } from './button.tsx'
import { Part, type PartProps } from './part.tsx'
import type { StatusProps } from './status.tsx'
import { useTexts } from './texts.tsx'
import type { UsedFactorDirectory } from './used-factor-directory.ts'

export interface FactorListGiven {
  readonly factors: readonly EnrolledFactor[]
  /** Takes a factor off at once: ask before you call it. */
  readonly remove: (factorId: string) => void
  /** Undefined where nothing can be enrolled in its place. */
  readonly replace: ((factor: EnrolledFactor) => void) | undefined
}

export interface FactorListProps extends PartProps<FactorListGiven>, Pick<StatusProps, 'headingLevel'> {
  readonly directory: UsedFactorDirectory
  /** Begins to replace a factor; without it there is no such button. `EnrollmentFlow` gives its own. */
  readonly onReplace?: ((factor: EnrolledFactor) => void) | undefined
}

/** A server keeps one face, so the new one cannot be bound before the old one goes. */
const isReplaceable = ({ factorType }: EnrolledFactor): boolean =>
  FactorType.is(factorType) && factorType !== 'FACE'

export const ListedFactors = (props: FactorListProps): ReactElement => {
  const { directory, onReplace } = props
  const { words, textOf, factorNameOf } = useTexts()
  const [asked, setAsked] = useState<string | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const title = useRef<HTMLElement>(null)
  const { error, isLoading, removing } = directory
  const factors = directory.factors ?? []

  const remove = async (factorId: string) => {
    const factor = factors.find((each) => each.factorId === factorId)
    const isGone = await directory.remove(factorId)
    setAsked(null)
    if (isGone && factor !== undefined) setRemoved(words.removed(factorNameOf(factor.factorType)))
    title.current?.focus()
  }

  return (
    <Part
      as="section"
      part="factor-list"
      state={isLoading ? 'loading' : error === null ? 'ready' : 'failed'}
      of={props}
      given={{ factors, remove: (factorId) => void remove(factorId), replace: onReplace }}
      aria-busy={isLoading}
    >
      {createElement(
        `h${props.headingLevel ?? 2}`,
        { ref: title, 'data-mfa-part': 'list-title', tabIndex: -1 },
        words.listTitle,
      )}
      <p role="status" data-mfa-part="list-status">
        {removing !== null
          ? words.removing
          : directory.factors === null && isLoading
            ? words.listLoading
            : (removed ?? (factors.length === 0 && error === null && words.listEmpty))}
      </p>
      <p role="alert" data-mfa-part="problem">
        {error !== null &&
          `${directory.factors === null ? `${words.listFailed} ` : ''}${textOf({ id: `error.${error._tag}`, params: { wait: null } })}`}
      </p>
      {error !== null && (
        <Button part="reload" onClick={() => void directory.reload()}>
          {words.tryAgain}
        </Button>
      )}
      {factors.length > 0 && (
        <ul>
          {factors.map((factor) => (
            <FactorItem
              key={factor.factorId}
              factor={factor}
              isLast={factors.length === 1}
              isAsked={asked === factor.factorId}
              isBusy={removing !== null}
              ask={(isAsked) => {
                setRemoved(null)
                setAsked(isAsked ? factor.factorId : null)
              }}
              remove={() => void remove(factor.factorId)}
              replace={onReplace && isReplaceable(factor) ? () => onReplace(factor) : null}
            />
          ))}
        </ul>
      )}
    </Part>
  )
}

interface FactorItemProps {
  readonly factor: EnrolledFactor
  readonly isLast: boolean
  readonly isAsked: boolean
  readonly isBusy: boolean
  readonly ask: (isAsked: boolean) => void
  readonly remove: () => void
  readonly replace: (() => void) | null
}

const focusNow = (element: HTMLElement | null) => element?.focus()

const FactorItem = ({
  factor,
  isLast,
  isAsked,
  isBusy,
  ask,
  remove,
  replace,
}: FactorItemProps): ReactElement => {
  const { words, factorNameOf } = useTexts()
  const name = factorNameOf(factor.factorType)
  const destination = maskedDestinationOfFactor(factor)
  const fullName = destination === null ? name : `${name} ${destination}`
  return (
    <li data-mfa-part="factor" data-factor={plainText(factor.factorType, 32)}>
      <span data-mfa-part="factor-name">{name}</span>{' '}
      {destination !== null && <span data-mfa-part="destination">{destination}</span>}
      {isAsked ? (
        <div role="group" data-mfa-part="remove-question" aria-label={words.removeQuestion(fullName)}>
          <p>
            {words.removeQuestion(name)} {isLast ? words.removeLastWarning : words.removeWarning}
          </p>
          <Button part="remove-confirm" disabled={isBusy} onClick={remove}>
            {words.removeConfirm}
          </Button>
          {/* The harmless answer has the focus. */}
          <button
            type="button"
            data-mfa-part="remove-keep"
            ref={focusNow}
            disabled={isBusy}
            onClick={({ detail }) => {
              // As in `Button`: not by the second click of the double click that asked.
              if (detail <= 1) ask(false)
            }}
          >
            {words.removeKeep}
          </button>
        </div>
      ) : (
        <>
          {replace !== null && (
            <Button part="replace" name={words.replaceNamed(fullName)} disabled={isBusy} onClick={replace}>
              {words.replace}
            </Button>
          )}
          <Button
            part="remove"
            name={words.removeNamed(fullName)}
            disabled={isBusy}
            onClick={() => ask(true)}
          >
            {words.remove}
          </Button>
        </>
      )}
    </li>
  )
}
