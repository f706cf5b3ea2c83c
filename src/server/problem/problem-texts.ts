interface ProblemText {
  readonly status: number
  readonly title: string
  /** What to do. */
  readonly detail: string
}

const text = (status: number, title: string, detail: string): ProblemText => ({ status, title, detail })

/**
 * Every problem that the server has. The name is the last part of its `type`, `/problems/<name>`, and stays; texts
 * may change.
 */
export const problemTexts = {
  'malformed-body': text(
    400,
    'The body cannot be read',
    'Send one JSON object in UTF-8, no more than 16 levels deep.',
  ),
  'empty-body': text(
    400,
    'The body is empty',
    'Send one. If you did, something before this server has read it, such as express.json(): mount the server before that.',
  ),
  'invalid-idempotency-key': text(
    400,
    'The Idempotency-Key cannot be used',
    'Use 1 to 255 visible ASCII characters, such as a UUID.',
  ),
  unauthenticated: text(
    401,
    'It is not known who you are',
    'Sign in, and send the access token as "Authorization: Bearer <token>".',
  ),
  'forged-request': text(
    403,
    'The request may come from a foreign page',
    'Send it from a page of this origin, or of one that the server was told to allow.',
  ),
  'target-not-allowed': text(
    403,
    'This target is not allowed',
    'Choose another factor, phone number or e-mail address.',
  ),
  'foreign-host': text(
    403,
    'The server does not know itself by this name',
    'Ask by its address, as localhost, or by a name that it was told: adminHosts, or --metrics-hostname of serve.',
  ),
  'step-up-required': text(
    403,
    'You must sign in again first',
    'Nothing was changed. Sign in again with a second factor, then send it once more.',
  ),
  forbidden: text(403, 'You may not do that', 'Sign in as somebody who may, or ask your administrator.'),
  'not-found': text(404, 'There is nothing here', 'Check the address, and who you are signed in as.'),
  'method-not-allowed': text(
    405,
    'This method is not for this address',
    'Use one of those in the Allow header.',
  ),
  'slow-body': text(408, 'The body took too long', 'Send it again over a better connection.'),
  refused: text(
    409,
    'The command was not taken',
    'Look at "reason" and at the enrollment as it stands now, and go on from there.',
  ),
  'request-in-flight': text(
    409,
    'A request with this Idempotency-Key is under way',
    'Send it again in a second to see what became of it.',
  ),
  'body-too-large': text(413, 'The body is too large', 'Send no more than the limit: 256 KiB for JSON.'),
  'unsupported-content-type': text(
    415,
    'This content type is not taken',
    'Send JSON as application/json, in UTF-8, and photos as image/jpeg or image/png; nothing compressed on its way.',
  ),
  'invalid-command': text(
    422,
    'This is no command that can be carried out',
    'Look at "reason", correct it, and send it again.',
  ),
  'invalid-input': text(422, 'The value was refused', 'Correct it and send it again.'),
  'photo-rejected': text(
    422,
    'The photo cannot be used',
    'Send a whole JPEG or PNG, at least 32 pixels a side and no more than 10 MiB.',
  ),
  'idempotency-key-reused': text(
    422,
    'This Idempotency-Key belongs to another request',
    'Use a new key for a new request, and the same body for a repeated one.',
  ),
  'limit-reached': text(429, 'That was too often', 'Wait until the time in Retry-After has passed.'),
  'too-many-streams': text(
    429,
    'Too many streams are open',
    'Close one of them first: five may be open for one person.',
  ),
  'too-many-at-once': text(
    429,
    'Too many of your requests are under way',
    'Nothing was changed. Wait for the answers to those of before, then send it again.',
  ),
  'too-many-recordings': text(429, 'Too many enrollments are recorded', 'End one of the recordings first.'),
  defect: text(
    500,
    'Something broke in the server',
    'Try again; if it stays so, tell the operator the time.',
  ),
  'metrics-unavailable': text(501, 'Nothing is counted here', 'Run npm install prom-client, and restart.'),
  'service-failed': text(
    502,
    'The identity service did not answer as it should',
    'Try again in a while; look first at what became of it.',
  ),
  'authentication-unavailable': text(
    503,
    'It cannot be checked at the moment who you are',
    'Try again in a while.',
  ),
  'step-up-unavailable': text(
    503,
    'It cannot be checked at the moment how you signed in',
    'Nothing was changed. Try again in a while.',
  ),
  'limits-unavailable': text(503, 'Limits cannot be counted at the moment', 'Try again in a while.'),
  'store-unavailable': text(
    503,
    'The store of the enrollments does not work at the moment',
    'Send it again in a while.',
  ),
  'outcome-unknown': text(
    503,
    'It is not known what became of the request',
    'Look at the enrollment before you send it again: it may have been taken.',
  ),
  overloaded: text(503, 'Too much is under way', 'Nothing was changed. Try again in a while.'),
  stopping: text(503, 'This server is about to stop', 'Nothing was changed. Send it again to reach another.'),
  'service-timed-out': text(
    504,
    'The identity service took too long',
    'Look first at what became of it, then try again.',
  ),
} as const satisfies Readonly<Record<string, ProblemText>>

export type ProblemName = keyof typeof problemTexts
