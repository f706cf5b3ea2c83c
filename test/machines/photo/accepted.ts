import * as E from '#fp-ts/Either'
import { checkPhoto, withoutMetadata, type PhotoFormat } from '../../../machines/index.ts'

const rightOf = <A>(result: E.Either<string, A>): A => {
  if (E.isLeft(result)) throw new Error(`The photo was refused: ${result.left}`)
  return result.right
}

/** The photo stripped; fails the test if it is refused. */
export const stripped = (bytes: Uint8Array): Uint8Array => rightOf(withoutMetadata(bytes))

/** The format of the photo; fails the test if it is refused. */
export const formatOf = (bytes: Uint8Array): PhotoFormat => rightOf(checkPhoto(bytes))

/** Why the photo is refused, by both functions alike; null if it is not. */
export const problemOf = (bytes: Uint8Array): string | null => {
  const checked = checkPhoto(bytes)
  const clean = withoutMetadata(bytes)
  const problem = E.isLeft(checked) ? checked.left : null
  if ((E.isLeft(clean) ? clean.left : null) !== problem) throw new Error('The two do not agree')
  return problem
}
