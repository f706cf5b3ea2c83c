import type { Language } from '../language.ts'

/** What a mail says. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

interface Told {
  readonly poolName: string
  readonly code: string
}

// How long the code itself is good is left out: five minutes, but the enrollmentToken it is for lives one.
const written: Readonly<Record<Language, (told: Told) => MailText>> = {
  'en-US': ({ poolName, code }) => ({
    subject: `${poolName}: your verification code`,
    text: `Your verification code is ${code}. Enter it within the minute shown on your screen.\n\nIf you did not ask for it, ignore this message.`,
  }),
  'zh-CN': ({ poolName, code }) => ({
    subject: `${poolName}：您的验证码`,
    text: `您的验证码是 ${code}，请在屏幕上显示的一分钟内输入。\n\n如非本人操作，请忽略此邮件。`,
  }),
  'ja-JP': ({ poolName, code }) => ({
    subject: `${poolName}：認証コード`,
    text: `認証コードは ${code} です。画面に表示されている 1 分以内に入力してください。\n\nお心当たりがない場合は、このメールを無視してください。`,
  }),
  'zh-TW': ({ poolName, code }) => ({
    subject: `${poolName}：您的驗證碼`,
    text: `您的驗證碼是 ${code}，請在畫面上顯示的一分鐘內輸入。\n\n如非本人操作，請忽略此郵件。`,
  }),
}

/** The mail for one code. The code is not in the subject, which lock screens show. */
export const mailText = (language: Language, told: Told): MailText => written[language](told)
