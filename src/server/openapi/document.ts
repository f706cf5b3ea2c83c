import type { Json } from '../../json/index.ts'
import { accountPaths } from './account-paths.ts'
import { enrollmentPaths } from './enrollment-paths.ts'
import { hostPaths } from './host-paths.ts'
import { requestSchemas } from './request-schemas.ts'
import { viewSchemas } from './view-schemas.ts'

/** The server's addresses as OpenAPI 3.1 describes them. */
export const openApiDocument = (basePath: string): { readonly [key: string]: Json } => ({
  openapi: '3.1.0',
  info: {
    title: 'mfa-enrollment',
    version: '1',
    description: 'Enrolls a second factor for the signed-in person.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: basePath === '' ? '/' : basePath }],
  security: [{ bearer: [] }, { session: [] }],
  paths: { ...enrollmentPaths, ...accountPaths, ...hostPaths },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'session',
        description: 'Where the host reads a cookie.',
      },
    },
    schemas: { ...viewSchemas, ...requestSchemas },
  },
})
