import type { EnrolledFactor } from '../../machines/index.ts'
import { redact, type Command, type CommandInput } from '../../machines/index.ts'

/** Everything here that nobody may see by chance. */
export const secrets = {
  token: 'tok-7c1f9a',
  otpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  recoveryCode: 'b471-8ec8-74d1',
  passCode: '814273',
  phoneNumber: '18812345678',
  email: 'mina.tan@example.org',
  photo: 'photos/8f3a.jpg',
  photoLink: 'https://pictures.example.org/mina.jpg',
} as const

export const otpUri = `otpauth://totp/GenAuth:mina?secret=${secrets.otpSecret}&period=30&digits=6&algorithm=SHA1&issuer=GenAuth`

/** A time that is nobody's zero. */
export const start = 1_700_000_000_000
export const enrollmentId = '6a1f-enrollment'

export const choose = {
  OTP: { type: 'factor.chosen', factorType: 'OTP' },
  SMS: {
    type: 'factor.chosen',
    factorType: 'SMS',
    profile: { phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' },
  },
  EMAIL: { type: 'factor.chosen', factorType: 'EMAIL', profile: { email: secrets.email } },
  FACE: { type: 'factor.chosen', factorType: 'FACE' },
} as const satisfies Record<string, CommandInput>

export const chooseOtherPhone = {
  type: 'factor.chosen',
  factorType: 'SMS',
  profile: { phoneNumber: '18900000000', phoneCountryCode: '+86' },
} as const

export const submitCode = { type: 'code.submitted', passCode: secrets.passCode } as const
export const submitPhoto = {
  type: 'photo.submitted',
  photo: secrets.photo,
  isExternalPhoto: false,
} as const satisfies CommandInput

/** A photo that lies elsewhere: taken only where the host allows links. */
export const submitLink = {
  type: 'photo.submitted',
  photo: secrets.photoLink,
  isExternalPhoto: true,
} as const satisfies CommandInput

/** The submission that a factor takes. */
export const submitFor = { OTP: submitCode, SMS: submitCode, EMAIL: submitCode, FACE: submitPhoto } as const

export const bare = (
  type: Exclude<Command['type'], 'factor.chosen' | 'code.submitted' | 'photo.submitted'>,
) => ({ type })

const profiles = {
  OTP: {},
  SMS: { phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' },
  EMAIL: { email: secrets.email },
  FACE: {},
} as const

/** A factor as the account's list shows it. */
export const enrolled = (
  factorType: keyof typeof profiles,
  factorId: string = `user|${factorType.toLowerCase()}`,
  profile: { phoneNumber?: string; phoneCountryCode?: string; email?: string } = profiles[factorType],
): EnrolledFactor => ({ factorId, factorType, profile: redact(profile) })

/** The commands that carry nothing and end nothing. */
export const bareCommands = [
  bare('code.resend'),
  bare('enrollment.renewed'),
  bare('enrollment.restarted'),
  bare('recoveryCode.saved'),
]
