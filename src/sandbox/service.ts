import * as E from '#fp-ts/Either'
import { reveal, type EnrollmentService, type ServiceLimits } from '../../machines/index.ts'
import type { Engine } from './engine/engine.ts'
import { defaultLanguage } from './language.ts'
import type { MemoryCall } from './memory-call.ts'
import { bindCall, listCall, requestCall } from './port-calls.ts'
import { wireFactorOf } from './wire-factor.ts'

/** The engine as an implementation of the machine's port, without HTTP. */
export const createService = (
  engine: Engine,
  call: MemoryCall,
  limits: ServiceLimits,
): EnrollmentService => ({
  limits,
  sendEnrollFactorRequest: ({ factorType, profile }, options) =>
    call(requestCall(factorType), options, (person) =>
      engine.sendEnrollFactorRequest(person, { factorType, profile: reveal(profile) }, defaultLanguage)(),
    ),
  enrollFactor: ({ factorType, enrollmentToken, enrollmentData }, options) =>
    call(bindCall(factorType), options, (person) =>
      engine.enrollFactor(person, {
        factorType,
        enrollmentToken,
        enrollmentData: { ...reveal(enrollmentData) },
      }),
    ),
  listEnrolledFactors: (_, options) =>
    call(listCall, options, (person) => E.right(engine.listEnrolledFactors(person).map(wireFactorOf))),
})
