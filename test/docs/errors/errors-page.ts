import { initialContext } from '../../../machines/enrollment/context.ts'
import {
  afterFailedBind,
  afterFailedRequest,
  failureFrom,
  mayBeEcho,
  messageMayHaveGone,
  type Failure,
} from '../../../machines/enrollment/failures.ts'
import { redact, type EnrollmentError, type FactorType } from '../../../machines/index.ts'
import { byApiCode, byStatusCode, failureOf } from '../../../src/genauth/failures.ts'
import { en, messageText, zhCN } from '../../../src/view/index.ts'
import { advice } from './error-advice.ts'
import { durableSection } from './durable-errors.ts'
import { apiMeanings, statusMeanings } from './code-meanings.ts'

type Tag = EnrollmentError['_tag']

const isTag = (name: string): name is Tag => Object.hasOwn(advice, name)
const tags = Object.keys(advice).filter(isTag)

const sampleOf = (tag: Tag): EnrollmentError => {
  switch (tag) {
    case 'invalidInput':
      return { _tag: tag, field: null }
    case 'invalidResponse':
      return { _tag: tag, paths: [] }
    case 'unreachable':
      return { _tag: tag, mayHaveArrived: true }
    default:
      return { _tag: tag }
  }
}

const failureWith = (error: EnrollmentError): Failure =>
  failureFrom({ error, sentAt: 1_000, repliedAt: 2_000, sendAgainAt: 62_000, override: null })

const open = {
  ...initialContext({ enrollmentId: 'docs' }),
  challenge: {
    generation: 1,
    enrollmentToken: redact('…'),
    sentAt: 0,
    deadline: 60_000,
    wrongCodeBudget: 1,
    externalPhotos: false,
    otp: null,
  },
}

const afterRequest = (failure: Failure): string => {
  const state = `\`${afterFailedRequest(failure)}\``
  return messageMayHaveGone(failure) ? `${state}, and a message counts as sent` : state
}

const afterBind = (failure: Failure): string => {
  const state = `\`${afterFailedBind(open, failure)}\``
  return mayBeEcho(failure) ? `${state}, unless the list shows the factor` : state
}

/** The last argument decides nothing but the words: a wait of 30 s stands for any. */
const seen = (tag: Tag, catalogue: typeof en): string =>
  messageText(catalogue, { id: `error.${tag}`, params: { wait: 30 } })

const errorSection = (tag: Tag): string => {
  const failure = failureWith(sampleOf(tag))
  return [
    `### ${tag}`,
    '',
    advice[tag].means,
    '',
    `- The person sees: ${seen(tag, en)}`,
    `- 中文: ${seen(tag, zhCN)}`,
    `- After a request: ${afterRequest(failure)}. After a bind: ${afterBind(failure)}.`,
    `- What to do: ${advice[tag].todo}`,
    '',
  ].join('\n')
}

const factors: readonly FactorType[] = ['OTP', 'SMS', 'EMAIL', 'FACE']

const named = (error: EnrollmentError): string =>
  error._tag === 'invalidInput'
    ? `invalidInput${error.field === null ? '' : ` (${error.field})`}`
    : error._tag

/** All that a refusal can mean, by the call that got it. */
const meaningsAt = (
  endpoint: 'sendEnrollFactorRequest' | 'enrollFactor',
  refusal: { readonly statusCode: number; readonly apiCode?: number },
): string => {
  const found = factors.map((factorType) => named(failureOf({ endpoint, factorType }, refusal)))
  return [...new Set(found)].map((name) => `[${name}](#${name.split(' ')[0]?.toLowerCase()})`).join(', ')
}

const row = (code: number, meaning: string, refusal: Parameters<typeof meaningsAt>[1]): string =>
  `| ${code} | ${meaning} | ${meaningsAt('sendEnrollFactorRequest', refusal)} | ${meaningsAt('enrollFactor', refusal)} |`

const numbers = (table: Readonly<Record<number, unknown>>): readonly number[] =>
  Object.keys(table)
    .map(Number)
    .toSorted((one, other) => one - other)

const tableHead = (what: string) =>
  `| ${what} | meaning | of a request | of a bind |\n| --- | --- | --- | --- |`

/** The page `docs/errors.md`, from the tables that decide. */
export const errorsPage = (): string =>
  [
    '# Errors',
    '',
    'Every way an enrollment can be refused or go wrong: what it means, what the person sees, where it leads,',
    'and what whoever supports them can do. `view.error` is the name below, `view.support` holds the ids and the',
    'codes for a ticket; texts are never to be branched on. This page is written by `npm run docs` from the',
    'tables that decide (`src/genauth/failures.ts`, `machines/enrollment/failures.ts`, the message catalogues).',
    '',
    'Where it leads is said for a token that is still live; with a dead one, a bind that failed leads to',
    '`expired`, or to `reconciling` where it may have taken effect. `verdicts` overrides it by apiCode.',
    '',
    'A browser, a proxy or an SDK may send a bind again whose reply was lost. The second one is then refused,',
    'though the first took effect: so the list is asked once before such a refusal is believed, and a factor in it',
    'that was not there before the challenge counts as bound. Where the list says nothing, the refusal stands.',
    '',
    '## By name',
    '',
    ...tags.map(errorSection),
    '## By statusCode',
    '',
    'The number in the body (HTTP answers 200 for most refusals), or the HTTP status where there is no body to',
    'believe. An unknown number from 400 counts as 499, one from 500 as 500, anything else as `invalidResponse`.',
    '',
    tableHead('statusCode'),
    ...numbers(byStatusCode).map((statusCode) =>
      row(statusCode, statusMeanings[statusCode] ?? '', { statusCode }),
    ),
    '',
    '## By apiCode',
    '',
    'Where a refusal has one of these it decides, whatever the status code says; only 429 always means',
    '`throttled`. Shown as it comes with statusCode 499.',
    '',
    tableHead('apiCode'),
    ...numbers(byApiCode).map((apiCode) =>
      row(apiCode, apiMeanings[apiCode] ?? '', { statusCode: 499, apiCode }),
    ),
    '',
    '## What no code says',
    '',
    'No public document names a code for an expired or unknown `enrollmentToken`, for a factor that is bound',
    'already (other than a face), or for the minute between two messages. So the machine keeps its own minute',
    'from the moment the request left, takes any 4xx on a bind after it as the end of the token, and falls back',
    'to the status code where it does not know an apiCode.',
    '',
    ...durableSection,
  ].join('\n')
