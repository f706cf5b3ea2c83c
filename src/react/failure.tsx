'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { lazyPart } from './lazy-part.tsx'
import type { FailureProps } from './failure-details.tsx'

const FailureDetails = lazyPart(() => import('./failure-details.tsx'), 'FailureDetails')

/**
 * Where it cannot go on here: what to tell support, and the way to start over.
 *
 * @example
 * <Failure><a href="/support">Write to us</a></Failure>
 */
export const Failure = (props: FailureProps): ReactElement | null =>
  useFlow().view.state === 'failed' ? <FailureDetails {...props} /> : null
