import type { Json } from '../../json/index.ts'
import { answers, problems, type Paths } from './operation.ts'
import { ref } from './schema.ts'

const everybody: Json = []

/** What machines ask of the server. */
export const hostPaths: Paths = {
  '/healthz': {
    get: {
      operationId: 'healthy',
      summary: 'Whether the process answers',
      security: everybody,
      responses: answers(200, 'It does', ref('Health')),
    },
  },
  '/readyz': {
    get: {
      operationId: 'ready',
      summary: 'Whether requests should be sent here',
      security: everybody,
      responses: {
        ...answers(200, 'They should', ref('Health')),
        ...problems('stopping', 'store-unavailable'),
      },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'describe',
      summary: 'This document',
      security: everybody,
      responses: answers(200, 'This document', { type: 'object' }),
    },
  },
}
