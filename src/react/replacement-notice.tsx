'use client'
import type { ReactElement } from 'react'
import { lazyPart } from './lazy-part.tsx'
import type { ReplacementNoticeProps } from './replacement-text.tsx'

const ReplacementText = lazyPart(() => import('./replacement-text.tsx'), 'ReplacementText')

/**
 * Says that a factor is being replaced, how that ended, and offers to finish it where it got stuck.
 *
 * @example
 * <ReplacementNotice directory={directory} />
 */
export const ReplacementNotice = (props: ReplacementNoticeProps): ReactElement | null =>
  props.directory.replacement === null ? null : <ReplacementText {...props} />
