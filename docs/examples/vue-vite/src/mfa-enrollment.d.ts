import type { EnrollmentElementEvents, MfaEnrollmentElement } from 'mfa-enrollment/element'
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue'

type Properties = Partial<
  Pick<
    MfaEnrollmentElement,
    | 'service'
    | 'enrollment'
    | 'directory'
    | 'upload'
    | 'factors'
    | 'texts'
    | 'theme'
    | 'codeLength'
    | 'storageKey'
  >
>
type Emitted = { [Name in keyof EnrollmentElementEvents]: (event: EnrollmentElementEvents[Name]) => void }

declare module 'vue' {
  interface GlobalComponents {
    'mfa-enrollment': new () => MfaEnrollmentElement & {
      /** @deprecated For templates only. */
      $props: PublicProps & HTMLAttributes & Properties
      /** @deprecated For templates only. */
      $emit: EmitFn<Emitted>
    }
  }
}
