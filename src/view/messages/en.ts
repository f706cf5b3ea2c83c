import type { Catalogue } from './message.ts'

/** As people say it: 90 s, 3 min, 2 h. */
const duration = (seconds: number): string => {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3_600)} h`
}

const again = (wait: number | null): string => {
  if (wait === null) return 'Try again in a moment.'
  return wait > 0 ? `Try again in ${duration(wait)}.` : 'Try again.'
}

const newCode = (wait: number | null): string => {
  if (wait === null) return 'You can have a new one in a moment.'
  return wait > 0 ? `You can have a new one in ${duration(wait)}.` : 'Ask for a new one.'
}

const notKept = {
  OTP: 'key was not kept. Show a new QR code',
  SMS: 'number was not kept. Enter it again',
  EMAIL: 'address was not kept. Enter it again',
  FACE: 'photo was not kept. Take a new one',
} as const

const nowActive = {
  OTP: 'authenticator app',
  SMS: 'phone number',
  EMAIL: 'e-mail address',
  FACE: 'face',
} as const

/** The messages in English. */
export const en: Catalogue = {
  chooseFactor: () => 'Choose how you want to confirm it is you.',
  requesting: () => 'Preparing…',
  enterAppCode: ({ digits }) =>
    `Scan the QR code or type the key into your authenticator app, then enter the ${digits} digits it shows.`,
  enterSentCode: ({ destination }) => `Enter the code that was sent to ${destination ?? 'you'}.`,
  takePhoto: () => 'A photo of your face is needed: take or choose one.',
  binding: () => 'Checking…',
  reconciling: () => 'The answer got lost. Looking whether it worked…',
  leavingWhenKnown: () => 'Leaving as soon as it is known whether it worked…',
  saveRecoveryCode: () =>
    'It worked. Save this recovery code: it is shown only now, and lets you in if you lose your app.',
  expired: () => 'The minute is over. Ask for a new code.',
  reloaded: ({ factorType }) => `For your safety the ${notKept[factorType]}.`,
  failed: () => 'It did not work. You can start over.',
  secretChanged: () => 'If you already added the entry, delete it: the key is a new one. Then scan again.',
  prepareOtp: () =>
    'Have your authenticator app open before you go on: once the QR code is shown, you have one minute.',
  prepareFace: () => 'Take a photo of your face in good light, without a hat or sunglasses.',
  wrongCodeAgain: ({ clockAheadSeconds }) =>
    clockAheadSeconds === 0
      ? 'That code is not right either. Use the entry you added last, and let the device with your app set its time automatically.'
      : `That code is not right either. The clock of this device is ${duration(Math.abs(clockAheadSeconds))} ${clockAheadSeconds > 0 ? 'ahead' : 'behind'}: let it, and the device with your app, set the time automatically, then enter the next code.`,
  done: ({ factorType }) => `Your ${nowActive[factorType]} is active.`,
  cancelled: () => 'Cancelled. Nothing was added.',
  cancelledInDoubt: () =>
    'Cancelled. It could not be told whether the factor was added: look at your list of factors.',
  cancelledBound: () =>
    'The factor is active, but you left without saving its recovery code. To have one, remove the factor and add it again.',
  secondsLeft: ({ seconds }) => `At most ${seconds} seconds left.`,
  codeUsedUp: ({ seconds }) => `That code is used up. ${newCode(seconds)}`,
  connectionLost: () => 'The connection is lost. This goes on by itself as soon as it is back.',
  'error.wrongCode': () => 'That code is not right. Check it and try again.',
  'error.tokenExpired': () => 'The code came too late. Ask for a new one.',
  'error.throttled': ({ wait }) => `Too many requests. ${again(wait)}`,
  'error.unauthorized': () => 'You are not signed in any more. Sign in again, then start over.',
  'error.forbidden': () => 'Your account is not allowed to add this factor. Ask your administrator.',
  'error.alreadyBound': () => 'This factor or number is already in use. Choose another one.',
  'error.invalidInput': () => 'What you entered was not accepted. Check it and try again.',
  'error.photoRejected': () => 'The photo was not accepted. Take another one in good light.',
  'error.preconditionMissing': () => 'Your account needs a phone number or an e-mail address first.',
  'error.unsupported': () => 'This factor is not available here. Choose another one.',
  'error.notFound': () => 'The service does not know this application or this request. Please tell support.',
  'error.unreachable': ({ wait }) => `The service cannot be reached. Check your connection. ${again(wait)}`,
  'error.timedOut': ({ wait }) => `The service did not answer in time. ${again(wait)}`,
  'error.invalidResponse': () => 'The service gave an answer that makes no sense. Please tell support.',
  'error.serverFault': ({ wait }) => `The service has a problem. ${again(wait)}`,
  'error.stepUpRequired': () => 'First confirm that it is you: sign in again, then try once more.',
  'error.outcomeUnknown': () =>
    'It could not be told whether the factor was added. Look at your list of factors before you try again.',
  'error.recoveryCodeLost': () =>
    'The factor is active, but its recovery code got lost. Remove the factor and add it again.',
  'error.interrupted': ({ wait }) => `This was interrupted. ${again(wait)}`,
  'error.recordUnreadable': () => 'The saved enrollment cannot be read. Start over.',
  'error.defect': () => 'Something is broken on our side. Please tell support.',
}
