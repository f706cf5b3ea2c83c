'use client'
import type { ReactElement } from 'react'
import { FactorType, type EnrolledFactor } from '../../machines/index.ts'
import { whenView } from '../live/index.ts'
import { useFlow } from './flow.tsx'
import { ListedFactors, type FactorListProps } from './listed-factors.tsx'

/** The list, with replacing through the enrollment around it. */
export const ReplaceableFactors = ({ directory, headingLevel }: FactorListProps): ReactElement => {
  const { enrollment, pick } = useFlow()
  const replace = async ({ factorId, factorType }: EnrolledFactor) => {
    const replacement = await directory.beginReplacement(factorId)
    if (replacement === null || !FactorType.is(factorType)) return
    pick(factorType)
    // Waits from the person's click on, so that nothing is taken off because something was drawn.
    const end = await whenView(enrollment, ({ state }) => state === 'done' || state === 'cancelled')
    const isBound = end.state === 'done' && end.factorType === factorType
    await directory.finishReplacement({ isBound, replacement })
  }
  return (
    <ListedFactors
      directory={directory}
      headingLevel={headingLevel}
      onReplace={(factor) => void replace(factor)}
    />
  )
}
