import {
  about,
  anyOf,
  boolean,
  list,
  literal,
  number,
  object,
  oneOf,
  openObject,
  orNull,
  ref,
  string,
  type Schema,
} from './schema.ts'

const moment = (description: string) => about(`${description}; epoch ms.`, number)

const factorType = literal('OTP', 'SMS', 'EMAIL', 'FACE')
const bound = about('Whether the factor is bound.', literal('no', 'unknown', 'yes'))

const inEveryReply = {
  id: string,
  serverTime: moment('What the server’s clock says. All times of the reply are of that clock'),
  factorType: orNull(ref('FactorType')),
  can: ref('Can'),
  message: ref('Message'),
  problem: orNull(ref('Message')),
  error: about('The tag of the error behind `problem`, for code.', orNull(string)),
  announce: orNull(object({ politeness: literal('polite', 'assertive'), message: ref('Message') })),
  support: ref('Support'),
  sendAgainAt: about('When the next message may be asked for, epoch ms; null if at once.', orNull(number)),
  nextChangeAt: about('When to draw anew though nothing was sent, epoch ms.', orNull(number)),
}

const screen = (state: string, more: Readonly<Record<string, Schema>> = {}): Schema =>
  object({ ...inEveryReply, state: { const: state }, ...more })

const awaitingCode = {
  generation: about('Send it along with the code or photo.', number),
  expiresAt: moment('When the token dies'),
  secondsLeft: number,
  submitAt: about('When a throttled code may be sent, epoch ms; null if at once.', orNull(number)),
  challenge: ref('Challenge'),
}

const factorId = orNull(string)

/** What an enrollment looks like to its owner: one member for each state. */
export const viewSchemas: Readonly<Record<string, Schema>> = {
  FactorType: factorType,
  Message: about(
    'A text by its id, with what it needs to be told.',
    openObject({ id: string, params: { type: 'object' } }),
  ),
  Can: about(
    'What the person may do now.',
    object({
      choose: boolean,
      submit: boolean,
      resend: boolean,
      renew: boolean,
      save: boolean,
      restart: boolean,
      cancel: boolean,
    }),
  ),
  EnrollmentError: openObject({ _tag: string }, { requestId: string, statusCode: number, apiCode: number }),
  Support: object({
    enrollmentId: string,
    requestId: orNull(string),
    error: orNull(ref('EnrollmentError')),
  }),
  Challenge: oneOf(
    object({
      factorType: { const: 'OTP' },
      otp: object({
        uri: about('otpauth://totp/…; draw the QR code from it, and send it to nobody.', string),
        manualKey: string,
        digits: number,
        period: about('Seconds.', number),
        algorithm: literal('SHA1', 'SHA256', 'SHA512'),
        changed: boolean,
      }),
    }),
    object({ factorType: literal('SMS', 'EMAIL'), maskedDestination: orNull(string), codeUsedUp: boolean }),
    object({ factorType: { const: 'FACE' } }),
  ),
  EnrollmentReply: anyOf(
    screen('idle'),
    screen('requesting'),
    screen('awaitingCode', awaitingCode),
    screen('binding', { leaving: boolean }),
    screen('reconciling', { leaving: boolean }),
    screen('savingRecoveryCode', { recoveryCode: string, factorId }),
    screen('expired', { maskedDestination: orNull(string) }),
    screen('failed', { bound }),
    screen('done', { factorId }),
    screen('cancelled', { bound }),
  ),
  FactorList: object({
    factors: list(object({ factorId: string, factorType: string, maskedDestination: orNull(string) })),
  }),
  ChoiceList: object({ factors: list(object({ factorType: string })) }),
  UploadedPhoto: object({ photo: about('Send it as `photo` of `photo.submitted`.', string) }),
  Health: object({ status: { const: 'ok' } }),
}
