import { answers, callerProblems, inBody, pathId, problems, requestHeader, type Paths } from './operation.ts'
import { ref, string } from './schema.ts'

const enrollmentId = pathId('The id of the enrollment.')
const reply = ref('EnrollmentReply')
const prefer = requestHeader(
  'Prefer',
  'wait=<seconds>, 15 at most: answer once nothing is under way any more (RFC 7240).',
)
const waiting = { headers: ['Preference-Applied'] } as const

const ofBody = [
  'malformed-body',
  'empty-body',
  'slow-body',
  'body-too-large',
  'unsupported-content-type',
  'invalid-command',
] as const
const ofChange = ['forged-request', 'refused', 'outcome-unknown', 'overloaded', 'stopping'] as const
const ofCommand = [...ofChange, 'target-not-allowed'] as const

/** Enrollments, from the first request to the last. */
export const enrollmentPaths: Paths = {
  '/enrollments': {
    post: {
      operationId: 'createEnrollment',
      summary: 'Begin an enrollment',
      parameters: [
        requestHeader(
          'Idempotency-Key',
          '1 to 255 visible ASCII characters, new for each enrollment: a request that is repeated with it begins none.',
        ),
        prefer,
      ],
      requestBody: inBody(ref('Choice')),
      responses: {
        ...answers(200, 'It was begun before, by the same request', reply, {
          headers: ['Location', 'Idempotency-Replayed', 'Preference-Applied'],
        }),
        ...answers(201, 'It was begun', reply, { headers: ['Location', 'Preference-Applied'] }),
        ...problems(
          ...callerProblems,
          ...ofBody,
          ...ofCommand,
          'invalid-idempotency-key',
          'request-in-flight',
          'idempotency-key-reused',
        ),
      },
    },
  },
  '/enrollments/{id}': {
    get: {
      operationId: 'showEnrollment',
      summary: 'How it stands',
      parameters: [enrollmentId],
      responses: {
        ...answers(200, 'How it stands', reply),
        ...problems(...callerProblems, 'not-found'),
      },
    },
    delete: {
      operationId: 'leaveEnrollment',
      summary: 'Leave it, as the person’s own word',
      parameters: [enrollmentId],
      responses: {
        ...answers(202, 'A bind is in doubt, and leaving waits for its outcome', reply),
        ...answers(204, 'It has ended and is erased', null),
        ...problems(...callerProblems, ...ofChange, 'not-found'),
      },
    },
  },
  '/enrollments/{id}/events': {
    post: {
      operationId: 'sendCommand',
      summary: 'Send a command',
      parameters: [enrollmentId, prefer],
      requestBody: inBody(ref('Command')),
      responses: {
        ...answers(200, 'It was taken', reply, waiting),
        ...problems(...callerProblems, ...ofBody, ...ofCommand, 'not-found'),
      },
    },
  },
  '/enrollments/{id}/stream': {
    get: {
      operationId: 'streamEnrollment',
      summary: 'How it stands, and each change',
      description:
        'Server-sent events: `view` with an EnrollmentReply at once and after each change, `end` once it has ended, `expired` once the access token is over; then it is closed.',
      parameters: [enrollmentId],
      responses: {
        ...answers(200, 'Events', string, { type: 'text/event-stream' }),
        ...problems(...callerProblems, 'not-found', 'too-many-streams', 'overloaded', 'stopping'),
      },
    },
  },
}
