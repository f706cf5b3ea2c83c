import type { Catalogue } from '../../view/index.ts'
import type { PhotoProblem } from '../../../machines/index.ts'
import type { ArgumentTexts } from './argument-texts.ts'
import type { FactorTexts } from './factor-texts.ts'
import type { WebTexts } from './web-texts.ts'
import type { InspectTexts } from './inspect-texts.ts'
import type { LoopbackTexts } from './loopback-texts.ts'
import type { SandboxTexts } from './sandbox-texts.ts'
import type { ServeTexts } from './serve-texts.ts'

/** A language of the command, as `--lang` names it. */
export type Lang = 'en' | 'zh-CN'

/** What is wrong with a phone number. */
export type PhoneFault = 'country' | 'digits' | 'short' | 'long' | 'length' | 'form'

/** What is wrong with a text as an access token. */
export type TokenFault = 'empty' | 'notAWord'

/** What is wrong with a file as a photo: by its name, by what the system says, or by what stands in it. */
export type PhotoFileFault = 'noName' | 'noFile' | 'notAFile' | 'unreadable' | PhotoProblem

/** How large a window is, or should be. */
export interface WindowSize {
  readonly columns: number
  readonly rows: number
}

/** The questions at a terminal. The answer stands on the same line. */
interface QuestionTexts {
  readonly factor: string
  readonly accessToken: string
  readonly phone: string
  readonly email: string
  readonly photo: string
  /** Has the person all that is needed at hand? */
  readonly goOn: string
  /** `wait`: seconds until it may be; 0 if now. */
  readonly tryAgain: (wait: number) => string
  readonly renew: (wait: number) => string
  /** The one that was entered before has to wait; another one may be given at once. */
  readonly askAgain: (wait: number, factor: 'SMS' | 'EMAIL') => string
  /** Counts down on a terminal that redraws. */
  readonly codeCounted: (secondsLeft: number, mayResend: boolean) => string
  /** Where nothing is redrawn. */
  readonly code: (mayResend: boolean) => string
  readonly saved: string
}

/** What is wrong with an answer, and what to do. */
interface AnswerTexts {
  readonly factor: string
  readonly phone: (fault: PhoneFault) => string
  readonly email: string
  readonly accessToken: (fault: TokenFault) => string
  readonly photo: (fault: PhotoFileFault) => string
  readonly coolingDown: (wait: number) => string
  readonly notAccepted: string
  readonly notYet: (wait: number) => string
  readonly appDigits: (digits: number) => string
  readonly sentDigits: string
  readonly submitTooSoon: (wait: number) => string
  readonly notSaved: string
  /** Who leaves before the recovery code is saved hears first what that means. */
  readonly leaveUnsaved: string
  /** Something else than Enter or q. */
  readonly enterOrLeave: string
}

/** What is said unasked. */
interface RemarkTexts {
  readonly key: (key: string) => string
  readonly link: (uri: string) => string
  readonly recoveryCode: (code: string) => string
  readonly timeLeft: (seconds: number) => string
  /** Instead of the words about a picture, where none is drawn. */
  readonly typeKey: (digits: number) => string
  readonly qrTooWide: (needed: WindowSize, window: WindowSize, asciiIsWhy: boolean) => string
  readonly qrTooLow: (rows: number, asciiIsWhy: boolean) => string
  readonly uploading: string
  /** Where what was entered before cannot stand on the line to be mended. */
  readonly enterKeeps: (text: string) => string
  readonly support: (enrollmentId: string, requestId: string | null) => string
  readonly inputEnded: string
  readonly tooManyUseless: (lines: number) => string
  /** The service did not answer at this origin. */
  readonly tried: (origin: string) => string
  readonly removeWith: string
  readonly lookWith: string
  readonly lineIsNoCode: string
  readonly writeSaved: string
  readonly outputClosed: string
  readonly secretsHidden: string
  /** A script cannot ask for a new token. */
  readonly runAgain: string
  readonly leftAtOnce: string
  readonly sandboxAt: (url: string) => string
  readonly demoBinds: string
  readonly builtInAuthenticator: string
  /** `id` names the key in errors; it is no secret. */
  readonly keyMade: (id: string) => string
}

/** What is wrong with how the command was called, and what to give. */
interface UsageTexts {
  readonly factorMissing: string
  /** An option that belongs to another factor. */
  readonly optionGoesWith: (option: string, factor: string) => string
  readonly factorNeeds: (factor: string, option: string) => string
  readonly missing: (flag: string, variable: string) => string
  /** `reason` comes from the service's own check of its options. */
  readonly hostWrong: (reason: string) => string
  readonly tokenMissing: string
  /** What was typed at a terminal, as the source of a token. */
  readonly typedToken: string
  readonly tokenWrong: (source: string, fault: TokenFault) => string
  readonly tokenFileMissing: string
  readonly tokenFileNoFile: (file: string) => string
  readonly tokenFileOpen: (file: string) => string
  readonly tokenFileUnreadable: (file: string) => string
  readonly cannotHide: string
  readonly photo: (fault: PhotoFileFault) => string
  /** An authenticator app, and nobody could see its key. */
  readonly revealMissing: string
}

/** All words of the command in one language. */
export interface CliTexts {
  /** What the service is asked to answer in. */
  readonly serviceLang: 'en-US' | 'zh-CN'
  /** The machine's messages. */
  readonly messages: Catalogue
  readonly question: QuestionTexts
  readonly answer: AnswerTexts
  readonly remark: RemarkTexts
  readonly usage: UsageTexts
  readonly arguments: ArgumentTexts
  readonly factors: FactorTexts
  readonly web: WebTexts
  readonly inspect: InspectTexts
  readonly loopback: LoopbackTexts
  readonly sandbox: SandboxTexts
  readonly serve: ServeTexts
}
