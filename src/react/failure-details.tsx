'use client'
import type { ReactElement } from 'react'
import type { Support } from '../view/index.ts'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'
import type { UsedFactorDirectory } from './used-factor-directory.ts'

export interface FailureGiven {
  /** What support needs; `Status` says what went wrong. */
  readonly support: Support
  readonly startOver: () => void
}

export interface FailureProps extends PartProps<FailureGiven> {
  /** Its list stands where starting over leads; asked for anew, for what was bound is in it. */
  readonly directory?: Pick<UsedFactorDirectory, 'reload'> | undefined
}

export const FailureDetails = (props: FailureProps): ReactElement => {
  const { enrollment, view } = useFlow()
  const { words } = useTexts()
  const { support } = view
  const { directory } = props
  const startOver = () => {
    enrollment.send({ type: 'enrollment.restarted' })
    void directory?.reload()
  }
  const told = {
    [words.supportEnrollment]: support.enrollmentId,
    [words.supportRequest]: support.requestId,
    [words.supportCode]: support.error?._tag,
  }
  return (
    <Part part="failure" state={view.error ?? undefined} of={props} given={{ support, startOver }}>
      <p data-mfa-part="label">{words.supportTitle}</p>
      <dl data-mfa-part="support">
        {Object.entries(told).map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd translate="no">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {view.can.restart && (
        <Button part="start-over" focus onClick={startOver}>
          {directory && view.error === 'recoveryCodeLost' ? words.backToList : words.startOver}
        </Button>
      )}
    </Part>
  )
}
