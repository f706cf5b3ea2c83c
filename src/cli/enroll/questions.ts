import * as E from '#fp-ts/Either'
import type { Enrollment } from '../../live/index.ts'
import { factorNames, type EnrollableFactor } from '../destination.ts'
import { isLeave } from '../leave.ts'
import type { Question } from '../question.ts'
import type { CliTexts } from '../texts/texts.ts'
import { withLeaving } from './leaving.ts'
import { readPhotoFile } from './photo-file.ts'

/**
 * The questions of an enrollment on a terminal. `check` sends the command itself: what the machine refuses
 * is told under the question.
 */

const isFactorName = (name: string): name is keyof typeof factorNames => Object.hasOwn(factorNames, name)

/** Which factor? */
export const factorQuestion = (
  enrollment: Enrollment,
  { question, answer }: CliTexts,
  choose: (factor: EnrollableFactor) => void,
): Question =>
  withLeaving(enrollment, {
    label: () => question.factor,
    check: (text) => {
      const name = text.trim().toLowerCase()
      if (!isFactorName(name)) return answer.factor
      choose(factorNames[name])
      return null
    },
  })

/** Which photo? `keep` hears what stands in the file. */
export const photoQuestion = (
  enrollment: Enrollment,
  { question, answer }: CliTexts,
  entered: string,
  keep: (path: string, photo: Uint8Array) => void,
): Question =>
  withLeaving(enrollment, {
    label: () => question.photo,
    initial: entered,
    mendable: true,
    check: (text) => {
      const read = readPhotoFile(text)
      if (E.isLeft(read)) return answer.photo(read.left)
      keep(text, read.right)
      return null
    },
  })

/** Saved? Who leaves here loses the code for good, so that is said and asked once more. */
export const savedQuestion = (enrollment: Enrollment, { question, answer }: CliTexts): Question => {
  let isWarned = false
  return {
    label: () => question.saved,
    check: (text) => {
      const leaves = isLeave(text)
      if (leaves && !isWarned) {
        isWarned = true
        return answer.leaveUnsaved
      }
      isWarned = false
      if (!leaves && !/^saved$/i.test(text.trim())) return answer.notSaved
      enrollment.send({ type: leaves ? 'enrollment.cancelled' : 'recoveryCode.saved' })
      return null
    },
  }
}
