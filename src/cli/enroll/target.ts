import * as E from '#fp-ts/Either'
import { chosenFrom, chosenPlaceless, type Chosen, type EnrollableFactor } from '../destination.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { readPhotoFile } from './photo-file.ts'

/** What to enroll, as far as the arguments say. */
export interface Target {
  readonly factor: EnrollableFactor | null
  /** The phone number, the e-mail address, or the path of the photo. */
  readonly given: string | null
}

/** A target that nothing is missing in. */
export interface CompleteTarget {
  readonly chosen: Chosen
  /** The first photo of a face. */
  readonly photo: Uint8Array | null
}

export interface TargetArguments {
  readonly phone?: string | undefined
  readonly email?: string | undefined
  readonly photo?: string | undefined
}

const optionOf = { SMS: 'phone', EMAIL: 'email', FACE: 'photo' } as const

/** @throws UsageError for what belongs to another factor: nobody would hear that it was not used. */
export const targetFrom = (
  factor: EnrollableFactor | null,
  given: TargetArguments,
  { usage }: Pick<CliTexts, 'usage'>,
): Target => {
  for (const [owner, option] of Object.entries(optionOf))
    if (given[option] !== undefined && factor !== owner)
      throw new UsageError(usage.optionGoesWith(`--${option}`, owner.toLowerCase()))
  return { factor, given: given.phone ?? given.email ?? given.photo ?? null }
}

/**
 * The target of a script, which nobody asks for what is missing. Also says what is wrong with a target before
 * a terminal asks for anything.
 *
 * @returns null if something is missing.
 * @throws UsageError if something is wrong.
 */
export const completeTarget = ({ factor, given }: Target, texts: CliTexts): CompleteTarget | null => {
  if (factor === 'OTP') return { chosen: chosenPlaceless(factor), photo: null }
  if (factor === null || given === null) return null
  if (factor === 'FACE') {
    const photo = readPhotoFile(given)
    if (E.isLeft(photo)) throw new UsageError(texts.usage.photo(photo.left))
    return { chosen: chosenPlaceless(factor), photo: photo.right }
  }
  const chosen = chosenFrom(factor, given, texts)
  if (E.isLeft(chosen)) throw new UsageError(chosen.left)
  return { chosen: chosen.right, photo: null }
}

/** @throws UsageError that says which option is missing. */
export const requireComplete = (target: Target, texts: CliTexts): CompleteTarget => {
  const complete = completeTarget(target, texts)
  if (complete !== null) return complete
  const { factor } = target
  throw new UsageError(
    factor === null || factor === 'OTP'
      ? texts.usage.factorMissing
      : texts.usage.factorNeeds(factor.toLowerCase(), `--${optionOf[factor]}`),
  )
}
