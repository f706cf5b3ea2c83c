import * as t from 'io-ts'
import { EnrollmentErrorTag, FactorType, type EnrollmentError } from '../../../machines/index.ts'
import type { Json } from '../../json/index.ts'
import type { Message } from '../messages/message.ts'
import { FiniteNumber, MaybeNumber } from './finite-number.ts'

const withParams = <Id extends string, P extends t.Props>(id: t.Type<Id>, params: P) =>
  t.readonly(t.strict({ id, params: t.readonly(t.strict(params)) }))

const says = <Ids extends Record<string, unknown>, P extends t.Props>(ids: Ids, params: P) =>
  t.readonly(t.strict({ id: t.keyof(ids), params: t.readonly(t.strict(params)) }))

const Plain = says(
  {
    chooseFactor: null,
    requesting: null,
    takePhoto: null,
    binding: null,
    reconciling: null,
    leavingWhenKnown: null,
    saveRecoveryCode: null,
    expired: null,
    failed: null,
    secretChanged: null,
    prepareOtp: null,
    prepareFace: null,
    cancelled: null,
    cancelledInDoubt: null,
    cancelledBound: null,
    connectionLost: null,
  },
  {},
)

const isErrorId = (input: unknown): input is `error.${EnrollmentError['_tag']}` =>
  typeof input === 'string' &&
  input.startsWith('error.') &&
  EnrollmentErrorTag.is(input.slice('error.'.length))

const ErrorId = new t.Type(
  'ErrorId',
  isErrorId,
  (input, context) => (isErrorId(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)

/** A message: an id that we know, and what that one needs to be told. The type says if an id is missing here. */
export const MessageCodec: t.Type<Message, Json> = t.union(
  [
    Plain,
    withParams(ErrorId, { wait: MaybeNumber }),
    says({ enterAppCode: null }, { digits: FiniteNumber }),
    says({ enterSentCode: null }, { destination: t.union([t.string, t.null]) }),
    says({ reloaded: null, done: null }, { factorType: FactorType }),
    says({ wrongCodeAgain: null }, { clockAheadSeconds: FiniteNumber }),
    says({ secondsLeft: null }, { seconds: FiniteNumber }),
    says({ codeUsedUp: null }, { seconds: MaybeNumber }),
  ],
  'Message',
)
