'use client'
import type { ReactElement } from 'react'
import { Button } from './button.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'
import type { ReplacementState, UsedFactorDirectory } from './used-factor-directory.ts'

export interface ReplacementNoticeGiven {
  readonly status: ReplacementState['status']
  /** Tries once more to take the old factor off. */
  readonly finish: () => void
}

export interface ReplacementNoticeProps extends PartProps<ReplacementNoticeGiven> {
  readonly directory: UsedFactorDirectory
}

export const ReplacementText = (props: ReplacementNoticeProps): ReactElement | null => {
  const { words, factorNameOf } = useTexts()
  const { directory } = props
  if (directory.replacement === null) return null
  const { replacement, status } = directory.replacement
  const finish = () => void directory.finishReplacement({ isBound: true })
  const text = () => {
    switch (status) {
      case 'enrolling':
        return words.replaceNotice(factorNameOf(replacement.factorType))
      case 'finishing':
        return words.replaceFinishing
      case 'unfinished':
        return words.replaceUnfinished
      default:
        return words.replaceEnd[status]
    }
  }
  return (
    <Part part="replacement" state={status} of={props} given={{ status, finish }}>
      <p role="status">{text()}</p>
      {status === 'unfinished' && (
        <Button part="replace-finish" onClick={finish}>
          {words.replaceFinish}
        </Button>
      )}
    </Part>
  )
}
