import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { Endpoint, Fault, type SandboxOptions } from '../../src/sandbox/index.ts'
import { faultFields, type Field } from '../../src/sandbox/faults/fault-fields.ts'
import { overHttp } from './over-http.ts'

const documentation = suite('docs/sandbox.md')

const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8')

/** The rows of the table with these heads, as the text of their cells. */
const table = (...heads: readonly string[]): readonly (readonly string[])[] => {
  const [, rows] = page.split(`\n| ${heads.join(' | ')} |\n|${' --- |'.repeat(heads.length)}\n`)
  if (rows === undefined) throw new Error(`There is no table of ${heads.join(', ')}`)
  return rows
    .slice(0, rows.indexOf('\n\n'))
    .split('\n')
    .map((row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** What stands in backticks. */
const words = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)

const options: { readonly [K in keyof SandboxOptions]-?: true } = {
  clock: true,
  now: true,
  appId: true,
  poolName: true,
  enabledFactors: true,
  wrongCodeBudget: true,
  codeLength: true,
  tokenLifetimeMs: true,
  sendIntervalMs: true,
  factorIds: true,
  listShape: true,
  otherOtpData: true,
  externalPhotos: true,
  smtp: true,
  origin: true,
  random: true,
}

documentation('has every option, and no other', () => {
  const named = table('option', 'default', 'what it is').flatMap(([name]) => words(name))
  assert.equal(named.toSorted(), Object.keys(options).toSorted())
})

const faults = table('kind', 'more fields', 'what happens', 'example')

documentation('has every kind of fault with its fields, and no other', () => {
  const documented = Object.fromEntries(
    faults.map(([kind, fields]) => [words(kind).join(), words(fields).toSorted()]),
  )
  const known = Object.entries(faultFields).map(([kind, fields]) => {
    const each: readonly (readonly [string, Field])[] = Object.entries(fields)
    const more = each.filter(([name]) => name !== 'endpoint' && name !== 'times')
    return [kind, more.map(([name, { optional }]) => (optional ? `${name}?` : name)).toSorted()]
  })
  assert.equal(documented, Object.fromEntries(known))
})

documentation('says which kind has no times', () => {
  const without = Object.entries(faultFields).filter(([, fields]) => !('times' in fields))
  assert.equal(
    without.map(([kind]) => kind),
    ['refused'],
  )
  assert.match(page, 'all but `refused` may have `times`')
})

documentation('has an example of each kind that is one', () => {
  for (const [kind = '', , , example = ''] of faults) {
    const fault = Fault.decode(JSON.parse(words(example).join()))
    assert.ok(E.isRight(fault), example)
    assert.equal([fault.right.kind], words(kind))
  }
})

const served = table('name', 'request', 'what')

documentation('has every endpoint by its name', () => {
  const named = served.flatMap(([name]) => words(name))
  assert.equal(named.toSorted(), Object.keys(Endpoint.keys).toSorted())
})

documentation(
  'has the methods and addresses that are served, each noted under its name',
  overHttp({}, async ({ url, headers, sandbox }) => {
    for (const [name, requests] of served) {
      for (const request of words(requests)) {
        const [method = '', path = ''] = request.split(' ')
        if (path.includes('{')) continue
        const before = sandbox.requests.length
        const response = await fetch(`${url}${path}`, { method, headers })
        assert.is.not(response.status, 404, request)
        const noted = sandbox.requests.slice(before).map(({ endpoint }) => endpoint)
        assert.equal(noted, words(name), request)
      }
    }
  }),
)

documentation(
  'has the operator’s addresses',
  overHttp({}, async ({ url, sandbox }) => {
    for (const [requests] of table('request', 'what')) {
      const [[method = '', path = ''] = []] = words(requests).map((request) => request.split(' '))
      const response = await fetch(`${url}${path.replace('{adminToken}', sandbox.adminToken)}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: method === 'POST' ? '{"endpoint":"*","kind":"hang","times":1}' : null,
      })
      assert.is(response.status, 200, path)
    }
  }),
)

const runFile = promisify(execFile)

/** A block as a program: the package by its name is the source of the checkout. */
const program = (block: string): string =>
  block.replaceAll(/from '([^']+)'/g, (_, name: string) => {
    const ours = /^mfa-enrollment(\/[a-z]+)?$/.exec(name)
    const source = ours === null ? undefined : new URL(`../../src${ours[1] ?? ''}/index.ts`, import.meta.url)
    return `from '${source?.href ?? import.meta.resolve(name)}'`
  })

documentation('has examples that run to their end, and print what they say', async () => {
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const folder = mkdtempSync(join(tmpdir(), 'mfa-sandbox-docs-'))
  try {
    const printed = await Promise.all(
      blocks.map(async (block, index) => {
        const file = join(folder, `block-${index}.mts`)
        writeFileSync(file, program(block))
        const { stdout } = await runFile(process.execPath, ['--import', import.meta.resolve('tsx'), file])
        return stdout
      }),
    )
    const said = (print: string) => printed[blocks.findIndex((block) => block.includes(print))]
    assert.is(said('// expired'), 'expired\n')
    assert.is(said('// true'), 'true\n')
    assert.is(said('faults.list()'), "[ { endpoint: 'enrollFactor', kind: 'lostReply', times: 1 } ]\n")
  } finally {
    rmSync(folder, { recursive: true })
  }
})

documentation('links to its own sections and to pages that are there', () => {
  const sections = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
  for (const [, target = ''] of page.matchAll(/\]\(([^)]+)\)/g)) {
    if (target.startsWith('#')) assert.ok(sections.includes(target.slice(1)), target)
    else readFileSync(new URL(`../../docs/${target}`, import.meta.url))
  }
})

documentation('is linked from the readme and from the guide', () => {
  for (const [file, link] of [
    ['README.md', '](docs/sandbox.md)'],
    ['docs/library.md', '](sandbox.md)'],
  ] as const)
    assert.ok(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').includes(link), file)
})

documentation.run()
