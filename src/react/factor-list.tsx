'use client'
import { lazyPart } from './lazy-part.tsx'

/**
 * What the account has: each factor with its masked destination, to replace or, after a question, to remove.
 * It needs no enrollment around it.
 *
 * @example
 * const directory = useFactorDirectory(createFactorDirectory(options))
 * return <FactorList directory={directory} />
 */
export const FactorList = lazyPart(() => import('./listed-factors.tsx'), 'ListedFactors')
