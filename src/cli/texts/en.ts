import { en } from '../../view/index.ts'
import { enArgumentTexts } from './argument-texts.ts'
import { enFactorTexts } from './factor-texts.ts'
import { enWebTexts } from './web-texts.ts'
import { enInspectTexts } from './inspect-texts.ts'
import { enLoopbackTexts } from './loopback-texts.ts'
import { enSandboxTexts } from './sandbox-texts.ts'
import { enServeTexts } from './serve-texts.ts'
import type { CliTexts, PhoneFault, PhotoFileFault, TokenFault } from './cli-texts.ts'

const phoneFaults: Readonly<Record<PhoneFault, string>> = {
  country: 'it must begin with + and the country code, as in +8618800000000',
  digits: 'write it with digits alone, as in +8618800000000; spaces and ( ) - . / may stand between them',
  short: 'it is too short',
  long: 'it is too long',
  length: 'its length fits no number of that country',
  form: 'write it as in +8618800000000',
}

const tokenFaults: Readonly<Record<TokenFault, string>> = {
  empty: 'is empty: put the access token of the signed-in person there',
  notAWord: 'does not hold an access token: it must be one word of ASCII characters',
}

const photoFaults: Readonly<Record<PhotoFileFault, string>> = {
  noName: 'Give the path of a JPEG or PNG file.',
  noFile: 'There is no such file. Check the path.',
  notAFile: 'That is not a file. Give the path of a JPEG or PNG file.',
  unreadable: 'That file cannot be read. Check its owner and mode.',
  notAPhoto:
    'That file is no JPEG or PNG picture, or it is cut off. Save the photo as JPEG and give that file.',
  tooSmall: 'That picture is too small to show a face. Take one of at least 32 by 32 pixels.',
  tooLarge: 'That picture is too large: at most 10 MB and 8192 pixels a side. Save it smaller.',
}

/** The words of the command in English. */
export const enTexts: CliTexts = {
  serviceLang: 'en-US',
  messages: en,
  arguments: enArgumentTexts,
  factors: enFactorTexts,
  web: enWebTexts,
  inspect: enInspectTexts,
  loopback: enLoopbackTexts,
  sandbox: enSandboxTexts,
  serve: enServeTexts,
  question: {
    factor: 'Which factor: otp (authenticator app), sms, email or face (q leaves)? ',
    accessToken: 'Access token (not shown): ',
    phone: 'Phone number, with its country code (q leaves): ',
    email: 'E-mail address (q leaves): ',
    photo: 'Photo, the path of a JPEG or PNG file (q leaves): ',
    goOn: 'Press Enter to go on (q leaves): ',
    tryAgain: (wait) =>
      wait > 0 ? `You can try again in ${wait} s (q leaves): ` : 'Press Enter to try again (q leaves): ',
    renew: (wait) =>
      wait > 0
        ? `You can have a new one in ${wait} s (q leaves): `
        : 'Press Enter for a new one (q leaves): ',
    askAgain: (wait, factor) => {
      const another = `(q leaves, or another ${factor === 'SMS' ? 'number' : 'address'}): `
      return wait > 0 ? `You can ask again in ${wait} s ${another}` : `Press Enter to try again ${another}`
    },
    codeCounted: (secondsLeft, mayResend) =>
      `Code (${secondsLeft} s left, ${mayResend ? 'r sends a new one, ' : ''}q leaves): `,
    code: (mayResend) => `Code (${mayResend ? 'r sends a new one, ' : ''}q leaves): `,
    saved: 'Type saved once you have saved it: ',
  },
  answer: {
    factor: 'Answer otp, sms, email or face.',
    phone: (fault) => `That is no phone number: ${phoneFaults[fault]}`,
    email: 'That is no e-mail address: write it as in ann@example.com',
    accessToken: (fault) => `That line ${tokenFaults[fault]}.`,
    photo: (fault) => photoFaults[fault],
    coolingDown: (wait) => `That one cannot be sent a code yet; it can have the next in ${wait} s.`,
    notAccepted: 'That was not accepted. Check it.',
    notYet: (wait) => (wait > 0 ? `Not yet. It takes another ${wait} s.` : 'Not yet.'),
    appDigits: (digits) => `Enter the ${digits} digits that the app shows.`,
    sentDigits: 'Enter the digits that were sent to you.',
    submitTooSoon: (wait) => `The service asks for patience: ${wait} s.`,
    notSaved: 'It cannot be shown again. Write it down, then type saved.',
    leaveUnsaved:
      'The factor is active, and its recovery code is shown only now: without it you are locked out if you lose your app. To leave all the same, enter q once more.',
    enterOrLeave: 'Press Enter alone, or q and Enter.',
  },
  remark: {
    key: (key) => `Key: ${key}`,
    link: (uri) => `Link: ${uri}`,
    recoveryCode: (code) => `Recovery code: ${code}`,
    timeLeft: (seconds) => `You have ${seconds} s.`,
    typeKey: (digits) =>
      `Type this key into your authenticator app, then enter the ${digits} digits it shows.`,
    qrTooWide: (needed, { columns, rows }, asciiIsWhy) => {
      const isLow = needed.rows > rows
      const [wants, has] = isLow
        ? [`${needed.columns} columns and ${needed.rows} lines,`, `${columns} and ${rows}`]
        : [`${needed.columns} columns`, columns]
      const larger = isLow ? 'in a larger window' : 'in a wider window'
      return `The QR code needs ${wants} and this window has ${has}. Type the key, or start again ${asciiIsWhy ? 'without --ascii' : larger}.`
    },
    qrTooLow: (rows, asciiIsWhy) =>
      `If the picture is cut off, make the window ${rows} lines high${asciiIsWhy ? ', start again without --ascii' : ''}, or type the key.`,
    uploading: 'Sending the photo…',
    enterKeeps: (text) => `Enter alone keeps ${text}`,
    support: (enrollmentId, requestId) =>
      `Support: enrollment ${enrollmentId}${requestId === null ? '' : `, request ${requestId}`}`,
    inputEnded: 'The input ended before the enrollment was done.',
    tooManyUseless: (lines) => `No more lines are read: ${lines} in a row were of no use.`,
    tried: (origin) => `Tried: ${origin}`,
    removeWith: 'To remove it: mfa-enroll factors remove ID, with the id from: mfa-enroll factors',
    lookWith: 'Look with: mfa-enroll factors',
    lineIsNoCode:
      'That line is no code: it must be the digits shown or sent, and nothing else. Reading the next line.',
    writeSaved: 'Write "saved" once the recovery code is saved.',
    outputClosed: 'The output was closed before the recovery code could be written.',
    secretsHidden: 'Secrets are not written into a pipe or file; --reveal shows them.',
    runAgain: 'The minute is over. Run the command again.',
    leftAtOnce: 'Left at once. What was under way may have taken effect. Look with: mfa-enroll factors',
    sandboxAt: (url) => `A GenAuth sandbox answers at ${url}.`,
    demoBinds: 'Binding an authenticator app (OTP) to its test account.',
    builtInAuthenticator: 'Without an app at hand, press Enter: the built-in authenticator answers.',
    keyMade: (id) =>
      `Key ${id}. Put it into MFA_ENROLL_KEY, before the keys of before; whoever has it can open what it seals.`,
  },
  usage: {
    factorMissing: 'No factor: give --factor otp, sms, email or face',
    optionGoesWith: (option, factor) => `${option} goes with --factor ${factor}`,
    factorNeeds: (factor, option) => `--factor ${factor} needs ${option}`,
    missing: (flag, variable) => `No ${flag}: give --${flag}, or set ${variable}`,
    hostWrong: (reason) => reason.replace(/^host\b/, 'The host').replace(/^appId\b/, 'The app id'),
    tokenMissing: 'No access token: set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE',
    typedToken: 'The access token',
    tokenWrong: (source, fault) => `${source} ${tokenFaults[fault]}`,
    tokenFileMissing:
      '--access-token-file: there is no such file; give the path of a file that holds the token',
    tokenFileNoFile: (file) => `--access-token-file: ${file} is not a file`,
    tokenFileOpen: (file) => `--access-token-file: others can read ${file}; run: chmod 600 ${file}`,
    tokenFileUnreadable: (file) => `--access-token-file: ${file} cannot be read; check its owner`,
    cannotHide:
      'This terminal cannot hide what is typed: set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE',
    photo: (fault) => `--photo: ${photoFaults[fault]}`,
    revealMissing:
      'The output is no terminal, and the key for the authenticator app is not written there unasked: give --reveal, which shows secrets, or --json',
  },
}
