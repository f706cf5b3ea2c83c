import type { EnrollmentError } from '../../../machines/index.ts'

/** What each error means, and what whoever supports the person can do about it. */
export const advice: Readonly<
  Record<EnrollmentError['_tag'], { readonly means: string; readonly todo: string }>
> = {
  wrongCode: {
    means: 'The server checked the code and said no.',
    todo: 'Nothing, once. Again and again with an app: the clock of the phone; with a message: `wrongCodeBudget`, the pool may allow one try only.',
  },
  tokenExpired: {
    means: 'The minute of the token, or the life of the sent code, is over.',
    todo: 'Nothing; the person asks anew. If it happens to many: slow mail or SMS delivery.',
  },
  throttled: {
    means: 'The server asks for patience: one message a minute and target, or its rate limit.',
    todo: 'Nothing; `sendAgainAt` says when. If it happens to many: somebody may be pumping messages.',
  },
  unauthorized: {
    means:
      'The access token is missing (`getAccessToken` gave an empty text), expired, or not one of a person. One that the server refused was renewed once, in vain.',
    todo: 'Sign the person in; check that `getAccessToken` gives the access token, not an id token, and finishes the login (1635…1699).',
  },
  forbidden: {
    means: 'The account or the plan may not do this.',
    todo: "Look at the user's state and the pool's plan in the console.",
  },
  alreadyBound: {
    means: 'This factor, number or address is bound already, to this account or another.',
    todo: 'List the factors; choose another target, or take the old factor off first.',
  },
  invalidInput: {
    means: 'The server refused what was entered; `field` names it where known.',
    todo: 'Number with country code? Address complete? `field: null` is a mistake of the integration.',
  },
  photoRejected: {
    means: 'The photo is none, too large, or no face was recognised in it.',
    todo: 'Another photo; the token stays good for its minute.',
  },
  preconditionMissing: {
    means: 'A face needs a phone number or e-mail address on the account first.',
    todo: 'Bind SMS or EMAIL first.',
  },
  unsupported: {
    means: 'The application has not enabled this factor, or wants a captcha these calls cannot carry.',
    todo: "Enable the factor in the application's security settings.",
  },
  notFound: {
    means: 'No such application, pool, factor or address.',
    todo: 'Check `host` (the application address, not the management API) and `appId`.',
  },
  unreachable: {
    means:
      'No answer came. `mayHaveArrived: false` only if the request surely never left, as when `getAccessToken` rejected or took too long.',
    todo: 'Network, DNS, certificate; the way to the access token (`onAccessTokenError` hears why it rejected). Where it may have arrived, the machine looks at the list of factors by itself.',
  },
  timedOut: {
    means: 'No answer within the time limit; it may have taken effect.',
    todo: 'As `unreachable`; `timeoutMs` is the limit.',
  },
  invalidResponse: {
    means:
      'Something answered, but not as documented: a proxy page, a redirect, a missing or foreign provisioning URI. `paths` says where, never what.',
    todo: 'What stands between the client and GenAuth? Is `expectedIssuer` right? Send `support` to the vendor.',
  },
  serverFault: {
    means: 'The server, or a provider behind it, failed; it may have taken effect.',
    todo: 'Wait; give `requestId` to the vendor.',
  },
  stepUpRequired: {
    means: "The host's `beforeEnrollment` did not agree. Nothing was sent.",
    todo: 'Sign the person in anew, or more strongly.',
  },
  outcomeUnknown: {
    means: 'A bind got no clear answer, and the list of factors could not settle it.',
    todo: 'Look at the list of factors. Never bind again blindly; take a factor off that nobody can use.',
  },
  recoveryCodeLost: {
    means: 'Bound, but a restart without sealed secrets lost the recovery code.',
    todo: 'Take the factor off and add it anew; store records with `persist({ seal })`.',
  },
  interrupted: {
    means: 'The process ended while a request was in flight; a message may have been sent.',
    todo: 'Nothing; the person asks anew, after the wait for a message.',
  },
  recordUnreadable: {
    means: 'A stored record is damaged, of another version, or its secrets belong to another.',
    todo: 'Nothing to save; look for two writers, or a wrong key.',
  },
  defect: {
    means: 'The service threw, or answered what is no `ServiceError`.',
    todo: 'Listen to `onDefect`; mend the service.',
  },
}
