import { colourfulJpeg } from '../machines/photo/made-jpeg.ts'
import type * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import type { Endpoint, GenAuthOptions } from '../../src/genauth/index.ts'
import { bind, chosen, directoryAt, enroll, list, request, serviceAt, uploadAt } from './given.ts'

type Answer = E.Either<ServiceError, unknown>

/** The id every call that needs one asks for. */
export const askedId = 'user-1|phone'

const photo = colourfulJpeg(64, 64)

/** Every call of the three ports over ky, once each. */
export const everyCall: Readonly<
  Record<Endpoint, (host: string, more?: Partial<GenAuthOptions>) => Promise<Answer>>
> = {
  sendEnrollFactorRequest: (host, more) => request(serviceAt(host, more), chosen.OTP),
  enrollFactor: (host, more) => enroll(serviceAt(host, more), bind()),
  listEnrolledFactors: (host, more) => list(serviceAt(host, more)),
  listFactorsToEnroll: (host, more) => directoryAt(host, more).listFactorsToEnroll()(),
  getFactor: (host, more) => directoryAt(host, more).getFactor(askedId)(),
  resetFactor: (host, more) => directoryAt(host, more).resetFactor(askedId)(),
  upload: (host, more) => uploadAt(host, more)(photo)(),
}

export const endpoints: readonly Endpoint[] = [
  'sendEnrollFactorRequest',
  'enrollFactor',
  'listEnrolledFactors',
  'listFactorsToEnroll',
  'getFactor',
  'resetFactor',
  'upload',
]
