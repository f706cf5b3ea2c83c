import type { Language } from '../language.ts'

/** What a mail says. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

interface Told {
  readonly poolName: string
  readonly code: string
  readonly minutes: number
}

const written: Readonly<Record<Language, (told: Told) => MailText>> = {
  'en-US': ({ poolName, code, minutes }) => ({
    subject: `${poolName}: your verification code`,
    text: `Your verification code is ${code}. It is good for ${minutes} minutes.\n\nIf you did not ask for it, ignore this message.`,
  }),
  'zh-CN': ({ poolName, code, minutes }) => ({
    subject: `${poolName}：您的验证码`,
    text: `您的验证码是 ${code}，${minutes} 分钟内有效。\n\n如非本人操作，请忽略此邮件。`,
  }),
  'ja-JP': ({ poolName, code, minutes }) => ({
    subject: `${poolName}：認証コード`,
    text: `認証コードは ${code} です。${minutes} 分間有効です。\n\nお心当たりがない場合は、このメールを無視してください。`,
  }),
  'zh-TW': ({ poolName, code, minutes }) => ({
    subject: `${poolName}：您的驗證碼`,
    text: `您的驗證碼是 ${code}，${minutes} 分鐘內有效。\n\n如非本人操作，請忽略此郵件。`,
  }),
}

/** The mail for one code. The code is not in the subject, which lock screens show. */
export const mailText = (language: Language, told: Told): MailText => written[language](told)
