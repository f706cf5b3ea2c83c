import type { Call } from './call.ts'
import type { Content } from './transport.ts'

/**
 * Where a call goes, and what it carries: `null` makes it a GET. The paths are the vendor's; upload is V2
 * and hidden from the SDKs: `folder` and `private` as the vendor's own pages send them, so that a photo of a
 * face gets no public address.
 */
export const wireOf = (call: Call): { readonly path: string; readonly content: Content } => {
  switch (call.endpoint) {
    case 'sendEnrollFactorRequest':
      return { path: '/api/v3/send-enroll-factor-request', content: { json: call.body() } }
    case 'enrollFactor':
      return { path: '/api/v3/enroll-factor', content: { json: call.body() } }
    case 'listEnrolledFactors':
      return { path: '/api/v3/list-enrolled-factors', content: null }
    case 'listFactorsToEnroll':
      return { path: '/api/v3/list-factors-to-enroll', content: null }
    case 'getFactor':
      // Ids hold `|`, and may hold `&`.
      return {
        path: `/api/v3/get-factor?factorId=${encodeURIComponent(call.factor.factorId)}`,
        content: null,
      }
    case 'resetFactor':
      return { path: '/api/v3/reset-factor', content: { json: call.factor } }
    case 'upload':
      return { path: '/api/v2/upload?folder=photos&private=true', content: { form: call.form() } }
  }
}
