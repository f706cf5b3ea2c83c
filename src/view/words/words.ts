import type { FactorType, PhotoProblem, ReplacementEnd } from '../../../machines/index.ts'

type PerFactor = Readonly<Record<FactorType, string>>

/**
 * The surfaces' own words in one language: titles, labels, buttons, hints. What happened and what to do
 * is said by the view's messages (`Catalogue`); these name the things around them. Plain text, never HTML.
 *
 * Functions take what they name; `seconds` are whole seconds.
 *
 * @example
 * const words: Words = { ...wordsEn, confirm: 'Verify' }
 */
export interface Words {
  // Factors, by name
  readonly factorName: PerFactor
  /** One line below the name, to choose by. */
  readonly factorHint: PerFactor
  /** A factor of a type this version does not know. */
  readonly unknownFactor: string

  // Choosing, and the list of what the account has
  readonly chooseTitle: string
  readonly listTitle: string
  readonly listLoading: string
  readonly listEmpty: string
  readonly listFailed: string
  readonly nothingToAdd: string
  readonly addTitle: string
  readonly replace: string
  readonly remove: string
  /** The accessible names of the buttons in a list, where "Remove" alone would say too little. */
  readonly replaceNamed: (factor: string) => string
  readonly removeNamed: (factor: string) => string
  readonly removeQuestion: (factor: string) => string
  readonly removeWarning: string
  readonly removeLastWarning: string
  readonly removeConfirm: string
  readonly removeKeep: string
  readonly removing: string
  readonly removed: (factor: string) => string
  /** Shown while a factor is replaced: the old one goes last. */
  readonly replaceNotice: (factor: string) => string
  readonly replaceFinishing: string
  readonly replaceEnd: Readonly<Record<ReplacementEnd, string>>
  readonly replaceUnfinished: string
  readonly replaceFinish: string

  // Everywhere
  readonly next: string
  readonly back: string
  readonly cancel: string
  readonly close: string
  readonly tryAgain: string
  readonly tryAgainIn: (seconds: number) => string
  readonly startOver: string
  readonly copy: string
  readonly copied: string
  /** The clipboard was refused: the text has been selected. */
  readonly copyFailed: string
  readonly working: string

  // Before a request
  readonly prepareTitle: PerFactor
  readonly prepareAppHint: string
  readonly showQr: string
  readonly country: string
  readonly countryCode: string
  readonly phoneNumber: string
  readonly phoneHint: string
  readonly phoneInvalid: string
  readonly email: string
  readonly emailInvalid: string
  readonly sendCode: string
  readonly destinationCooling: (seconds: number) => string

  // The challenge
  readonly challengeTitle: PerFactor
  readonly scanQr: string
  /** On a phone, which cannot scan itself: there it comes last. */
  readonly scanQrElsewhere: string
  /** What a screen reader says of the picture; it must lead to the key. */
  readonly qrLabel: string
  readonly keyTitle: string
  readonly keyLabel: string
  readonly copyKey: string
  readonly openApp: string
  readonly openAppHint: string
  readonly codeLabel: string
  readonly codeFromApp: string
  readonly codeInvalid: (digits: number | null) => string
  readonly confirm: string
  readonly confirmIn: (seconds: number) => string
  readonly resend: string
  readonly resendIn: (seconds: number) => string
  readonly otherDestination: Readonly<Record<'SMS' | 'EMAIL', string>>
  readonly otherFactor: string
  /** The countdown, as a screen reader tells it on demand; by itself it reads out `announce` instead. */
  readonly secondsLeft: (seconds: number) => string

  // A photo of the face
  readonly useCamera: string
  readonly choosePhoto: string
  readonly photoPreview: string
  readonly cameraPreview: string
  readonly cameraStarting: string
  readonly cameraDenied: string
  readonly cameraMissing: string
  readonly takePhoto: string
  readonly retakePhoto: string
  readonly usePhoto: string
  readonly photoUploading: string
  readonly photoProblem: Readonly<Record<PhotoProblem, string>>

  // Waiting
  readonly requestingTitle: string
  readonly bindingTitle: string
  readonly reconcilingTitle: string

  // The recovery code
  readonly recoveryTitle: string
  readonly recoveryLabel: string
  readonly recoveryHint: string
  readonly download: string
  readonly print: string
  readonly recoverySaved: string
  readonly recoveryFileName: string
  /** Lines above the code in the file and on paper; `issuer` null where it is not known. */
  readonly recoveryFileText: (issuer: string | null, day: string) => string

  // The end of a minute, of an attempt, of all
  readonly expiredTitle: string
  /** In place of `expiredTitle` after a reload, when no minute ran out. */
  readonly reloadedTitle: string
  readonly renew: PerFactor
  readonly renewIn: (seconds: number) => string
  /** After a reload: what was entered is not kept. */
  readonly enterAgain: Readonly<Record<Exclude<FactorType, 'OTP'>, string>>
  readonly failedTitle: string
  /** In place of `failedTitle` where the factor is active all the same. */
  readonly recoveryLostTitle: string
  readonly supportTitle: string
  readonly supportEnrollment: string
  readonly supportRequest: string
  readonly supportCode: string
  readonly doneTitle: string
  readonly cancelledTitle: string
  readonly backToList: string
}
