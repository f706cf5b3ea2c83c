import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { decodeCommand, ServiceError } from '../../../machines/index.ts'
import { openApiDocument } from '../../../src/server/index.ts'
import { problemTexts } from '../../../src/server/problem/problem-texts.ts'
import { serviceProblem } from '../../../src/server/problem/service-problem.ts'

const page = suite('docs/server.md, "Requests and answers"')

const text = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8')

/** The first cells of the table below a heading, each with its row. */
const rowsBelow = (heading: string): readonly (readonly [string, string])[] => {
  const section = text.split(`\n#### ${heading}\n`)[1]?.split('\n#')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => /^\| (?!answer|body|---)/.test(line))
    .map((line) => [line.split(' | ')[0]?.replace(/^\| /, '') ?? '', line])
}

const bodies = rowsBelow('Commands').map(([cell]) => cell.replaceAll('`', ''))

page('shows a body of every command that there is, which is taken as it stands', () => {
  const ajv = new Ajv2020({ strict: false })
  ajv.addSchema({ ...openApiDocument(''), $id: 'openapi' })
  const isDocumented = ajv.compile({ $ref: 'openapi#/components/schemas/Command' })
  const types = bodies.map((body) => {
    const json: unknown = JSON.parse(body)
    assert.ok(isDocumented(json), body)
    const command = decodeCommand(json)
    assert.is(command._tag, 'Right', body)
    return command._tag === 'Right' ? command.right.type : ''
  })
  assert.equal([...new Set(types)].toSorted(), [
    'code.resend',
    'code.submitted',
    'enrollment.cancelled',
    'enrollment.renewed',
    'enrollment.restarted',
    'factor.chosen',
    'photo.submitted',
    'recoveryCode.saved',
  ])
})

const tags = ServiceError.types.map((codec) => codec.type.type.types[0].props._tag.value)

/** One with all that any of them has to have. */
const example = (_tag: ServiceError['_tag']): ServiceError => {
  const decoded = ServiceError.decode({ _tag, field: null, mayHaveArrived: true, paths: [] })
  if (decoded._tag === 'Left') throw new Error(`There is no error ${_tag}`)
  return decoded.right
}

page('says which answer each failure of the service becomes, and its reason', () => {
  const told = new Set<string>()
  for (const [status, row] of rowsBelow('When GenAuth fails'))
    for (const [, name = ''] of row
      .split(': ')
      .at(-1)
      ?.matchAll(/`(\w+)`/g) ?? []) {
      const known = tags.find((tag) => tag === name)
      if (known === undefined) continue
      told.add(known)
      const { name: problem, reason } = serviceProblem(example(known), 0)
      assert.is(problemTexts[problem].status, Number(status), known)
      assert.is(reason, status === '404' ? undefined : known)
    }
  // What only a bind can meet: no route outside an enrollment binds.
  const ofBinds = ['wrongCode', 'tokenExpired', 'alreadyBound']
  assert.equal([...told, ...ofBinds].toSorted(), tags.toSorted())
})

page.run()
