import { readFileSync } from 'node:fs'
import { en, wordsEn, wordsZhCN, zhCN } from '../../../src/view/index.ts'

/** A word as its type tells it. */
export interface DeclaredWord {
  readonly section: string
  readonly key: string
  /** As it stands in `Words`, such as `(seconds: number) => string`. */
  readonly type: string
  /** The docstring; empty where the name says it all. */
  readonly says: string
}

const source = new URL('../../../src/view/words/words.ts', import.meta.url)

/** Reads `Words` as it is declared: sections, docstrings and types are nowhere else. */
export const declaredWords = (): readonly DeclaredWord[] => {
  const [, body = ''] = readFileSync(source, 'utf8').split('export interface Words {\n')
  const declared: DeclaredWord[] = []
  let section = ''
  for (const [, heading, says = '', key = '', type = ''] of body.matchAll(
    / {2}(?:\/\/ (.+)|(?:\/\*\* (.+) \*\/\n {2})?readonly (\w+):\s+(.+))$/gm,
  )) {
    if (heading === undefined) declared.push({ section, key, type, says })
    else section = heading
  }
  return declared
}

/** What stands for an argument, by its name. */
const samples: Readonly<Record<string, unknown>> = {
  seconds: 30,
  digits: 6,
  factor: 'Text message',
  issuer: 'Acme',
  day: 'May 4, 2026',
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '<br>')

/** A word filled in with samples, or each of a record. */
const shown = (value: unknown, type: string): string => {
  if (typeof value === 'string') return cell(value)
  if (typeof value === 'function') {
    const names = [...(type.split('=>')[0]?.matchAll(/(\w+): /g) ?? [])].map(([, name = '']) => name)
    const unknown = names.find((name) => !Object.hasOwn(samples, name))
    if (unknown !== undefined) throw new Error(`Give a sample for "${unknown}" in words-page.ts`)
    return cell(
      String(
        Reflect.apply(
          value,
          undefined,
          names.map((name) => samples[name]),
        ),
      ),
    )
  }
  return Object.entries(Object(value))
    .map(([name, text]) => `\`${name}\`: ${cell(String(text))}`)
    .join('<br>')
}

const row = ({ key, type, says }: DeclaredWord): string => {
  const name = type.startsWith('(') ? `\`${key}${type.slice(0, type.indexOf(')') + 1)}\`` : `\`${key}\``
  const [english, chinese] = [wordsEn, wordsZhCN].map((words) => shown(Reflect.get(words, key), type))
  return `| ${cell(name)}${says === '' ? '' : `<br>${cell(says)}`} | ${english} | ${chinese} |`
}

const table = (words: readonly DeclaredWord[]): readonly string[] => [
  '| word | English | 中文 |',
  '| --- | --- | --- |',
  ...words.map(row),
  '',
]

/** docs/words.md: what can be given another text, by its key. */
export const wordsPage = (): string => {
  const words = declaredWords()
  const sections = [...new Set(words.map(({ section }) => section))]
  return [
    '# Words and messages',
    '',
    'Every text of the surfaces that you can replace, by its key: in `texts` of the element, in `overrides` of',
    '`EnrollmentTexts`. How that is done stands in [frontend.md](frontend.md#texts). This page is written by',
    '`npm run docs` from `src/view/words` and `src/view/messages`.',
    '',
    'A word with parentheses is a function of what it names; here it is filled in with 30 seconds, 6 digits and the',
    'like. A word of several texts is replaced as a whole: give all of them.',
    '',
    ...sections.flatMap((section) => [
      `## ${section}`,
      '',
      ...table(words.filter((word) => word.section === section)),
    ]),
    '## Messages',
    '',
    'What happened, and what to do: the keys of `messages`. Each is a function of the parameters that TypeScript',
    'names. What errors say stands in [errors.md](errors.md).',
    '',
    ...Object.keys(en)
      .filter((id) => Object.hasOwn(zhCN, id))
      .map((id) => `- \`${id}\``),
    '',
  ].join('\n')
}
