import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { FactorDirectory } from '../../machines/index.ts'
import type { Engine } from './engine/engine.ts'
import type { MemoryCall } from './memory-call.ts'
import { choicesCall, factorCall, listCall, resetCall } from './port-calls.ts'
import { wireFactorOf } from './wire-factor.ts'

/** The engine as a `FactorDirectory`, without HTTP. */
export const createDirectory = (engine: Engine, call: MemoryCall): FactorDirectory => ({
  listEnrolledFactors: (options) =>
    call(listCall, options, (person) => E.right(engine.listEnrolledFactors(person).map(wireFactorOf))),
  listFactorsToEnroll: (options) =>
    call(choicesCall, options, (person) => E.right(engine.listFactorsToEnroll(person))),
  getFactor: (factorId, options) =>
    call(factorCall(factorId), options, (person) =>
      pipe(engine.getFactor(person, factorId), E.map(wireFactorOf)),
    ),
  resetFactor: (factorId, options) =>
    call(resetCall, options, (person) => engine.resetFactor(person, factorId)),
})
