import { problemTexts } from '../problem/problem-texts.ts'
import {
  about,
  anyOf,
  boolean,
  literal,
  number,
  object,
  openObject,
  ref,
  string,
  type Schema,
} from './schema.ts'

const phone = openObject(
  { phoneNumber: about('The national number.', string) },
  { phoneCountryCode: about('With its plus sign; +86 by default.', string) },
)
const email = openObject({ email: string })
const nothing = openObject({})

const choice = (factorType: Schema, profile: Schema, isRequired: boolean): Schema =>
  isRequired ? openObject({ factorType, profile }) : openObject({ factorType }, { profile })

const chosen = (more: Readonly<Record<string, Schema>>): Schema => ({
  anyOf: [
    { ...choice({ const: 'SMS' }, phone, true) },
    { ...choice({ const: 'EMAIL' }, email, true) },
    { ...choice(literal('OTP', 'FACE'), nothing, false) },
  ],
  ...(Object.keys(more).length > 0 && { type: 'object', properties: more, required: Object.keys(more) }),
})

const bare = (type: string): Schema => openObject({ type: { const: type } })
const generation = about('As the reply with the challenge said.', number)

export const requestSchemas: Readonly<Record<string, Schema>> = {
  Choice: chosen({}),
  Command: anyOf(
    chosen({ type: { const: 'factor.chosen' } }),
    openObject({ type: { const: 'code.submitted' }, passCode: string, generation }),
    openObject({
      type: { const: 'photo.submitted' },
      photo: string,
      isExternalPhoto: boolean,
      generation,
    }),
    bare('code.resend'),
    bare('enrollment.renewed'),
    bare('enrollment.restarted'),
    bare('enrollment.cancelled'),
    bare('recoveryCode.saved'),
  ),
  Problem: object(
    {
      type: literal(...Object.keys(problemTexts).map((name) => `/problems/${name}`)),
      title: string,
      status: number,
      detail: about('What to do.', string),
    },
    {
      reason: about('Why, for code.', string),
      until: about('When it may be tried again, epoch ms.', number),
      enrollment: ref('EnrollmentReply'),
    },
  ),
}
