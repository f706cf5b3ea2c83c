import type { FactorDirectory, FactorType, PhotoUpload } from '../../../machines/index.ts'
import type { FactorListState } from './factor-list.ts'

/** What the page gave the element, as of now. */
export interface Given {
  readonly directory: FactorDirectory | null
  readonly upload: PhotoUpload | null
  readonly factors: readonly FactorType[] | null
  /** Digits of SMS and EMAIL codes, if the page knows: then they are sent by themselves. */
  readonly codeLength: number | null
  /** The region that numbers are likely from, as the page knows: `CN`. */
  readonly region: string | null
}

const everyFactor: readonly FactorType[] = ['OTP', 'SMS', 'EMAIL', 'FACE']

/** The factors to offer: the page's, the directory's, or all. A face only with a way to upload it. */
export const offeredFactors = (given: Given, list: FactorListState): readonly FactorType[] => {
  const known =
    list.status === 'ready' ? everyFactor.filter((type) => list.choices.includes(type)) : everyFactor
  return (given.factors ?? known).filter((factorType) => factorType !== 'FACE' || given.upload !== null)
}
