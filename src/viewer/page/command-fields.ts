import type { ShownContext } from '../../inspect/index.ts'
import type { Words } from '../words/words.ts'
import { h } from './h.ts'

/** What a command needs to know from a person: its fields, and the command they make. */
export interface CommandFields {
  readonly fields: readonly HTMLElement[]
  readonly command: () => object
  /** Forgets what was typed. */
  readonly clear: () => void
}

const labelled = (name: string, control: HTMLElement) =>
  h('label', { class: 'field' }, h('span', {}, name), control)

const input = (attributes: Readonly<Record<string, string | number>>) =>
  h('input', { autocomplete: 'off', spellcheck: 'false', ...attributes })

const codeFields = (words: Words, { challenge }: ShownContext): CommandFields => {
  const code = input({ inputmode: 'numeric', maxlength: 16, size: 10, name: 'code' })
  return {
    fields: [labelled(words.commands.code, code)],
    // With the token it was typed for, so that an old code never spends a new token's attempt.
    command: () => ({
      type: 'code.submitted',
      passCode: code.value,
      ...(challenge !== null && { generation: challenge.generation }),
    }),
    clear: () => {
      code.value = ''
    },
  }
}

const photoFields = (words: Words, { challenge }: ShownContext): CommandFields => {
  const photo = input({ name: 'photo', maxlength: 2048 })
  return {
    fields: [labelled(words.commands.photo, photo)],
    command: () => ({
      type: 'photo.submitted',
      photo: photo.value,
      isExternalPhoto: false,
      ...(challenge !== null && { generation: challenge.generation }),
    }),
    clear: () => {
      photo.value = ''
    },
  }
}

const factorFields = (words: Words): CommandFields => {
  const factor = h(
    'select',
    { name: 'factor' },
    ...['OTP', 'SMS', 'EMAIL', 'FACE'].map((value) => h('option', { value }, value)),
  )
  const country = input({ name: 'country', value: '+86', size: 4, inputmode: 'tel' })
  const phone = input({ name: 'phone', inputmode: 'tel', size: 12 })
  const email = input({ name: 'email', inputmode: 'email' })
  const [countryField, phoneField, emailField] = [
    labelled(words.commands.countryCode, country),
    labelled(words.commands.phone, phone),
    labelled(words.commands.email, email),
  ]
  const show = () => {
    countryField.hidden = factor.value !== 'SMS'
    phoneField.hidden = factor.value !== 'SMS'
    emailField.hidden = factor.value !== 'EMAIL'
  }
  factor.addEventListener('change', show)
  show()
  const profile = () => {
    if (factor.value === 'SMS') return { phoneNumber: phone.value, phoneCountryCode: country.value }
    return factor.value === 'EMAIL' ? { email: email.value } : {}
  }
  return {
    fields: [labelled(words.commands.factor, factor), countryField, phoneField, emailField],
    command: () => ({ type: 'factor.chosen', factorType: factor.value, profile: profile() }),
    clear: () => {
      phone.value = ''
      email.value = ''
    },
  }
}

/** The fields of a command; none for those that are a word alone. */
export const fieldsOf = (type: string, context: ShownContext, words: Words): CommandFields => {
  if (type === 'code.submitted') return codeFields(words, context)
  if (type === 'photo.submitted') return photoFields(words, context)
  if (type === 'factor.chosen') return factorFields(words)
  return { fields: [], command: () => ({ type }), clear: () => {} }
}
