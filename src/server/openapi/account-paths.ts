import { photoLimits } from '../../../machines/index.ts'
import { answers, callerProblems, pathId, problems, type Paths } from './operation.ts'
import { ref } from './schema.ts'

const ofService = [
  'forbidden',
  'invalid-input',
  'too-many-at-once',
  'overloaded',
  'service-failed',
  'service-timed-out',
] as const

/** What belongs to the account and not to an enrollment: its factors, and photos for one to come. */
export const accountPaths: Paths = {
  '/factors': {
    get: {
      operationId: 'listFactors',
      summary: 'What the account has',
      responses: {
        ...answers(200, 'The factors; contact data is masked', ref('FactorList')),
        ...problems(...callerProblems, ...ofService, 'not-found'),
      },
    },
  },
  '/factors/choices': {
    get: {
      operationId: 'listChoices',
      summary: 'What the account may add',
      responses: {
        ...answers(200, 'The types of factors', ref('ChoiceList')),
        ...problems(...callerProblems, ...ofService, 'not-found'),
      },
    },
  },
  '/factors/{id}': {
    delete: {
      operationId: 'removeFactor',
      summary: 'Take a factor off the account',
      description:
        'After 404, 502 and 504 it may be gone all the same: look at the list. 403 with the reason stepUpRequired: the person must sign in again first.',
      parameters: [pathId('The factorId from the list.')],
      responses: {
        ...answers(204, 'It is gone', null),
        ...problems(
          ...callerProblems,
          ...ofService,
          'forged-request',
          'step-up-required',
          'step-up-unavailable',
          'not-found',
        ),
      },
    },
  },
  '/photos': {
    post: {
      operationId: 'uploadPhoto',
      summary: 'Upload a photo of a face',
      description: `A JPEG or PNG of ${photoLimits.maxBytes} bytes at most. What it tells beside the picture is taken out.`,
      requestBody: {
        required: true,
        content: {
          'image/jpeg': { schema: { type: 'string', contentMediaType: 'image/jpeg' } },
          'image/png': { schema: { type: 'string', contentMediaType: 'image/png' } },
        },
      },
      responses: {
        ...answers(201, 'It is there', ref('UploadedPhoto')),
        ...problems(
          ...callerProblems,
          ...ofService,
          'malformed-body',
          'empty-body',
          'slow-body',
          'forged-request',
          'not-found',
          'body-too-large',
          'unsupported-content-type',
          'photo-rejected',
        ),
      },
    },
  },
}
