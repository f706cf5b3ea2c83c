import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseCommandArguments } from '../../../src/cli/command-arguments.ts'
import { serve } from '../../../src/cli/commands/serve.ts'
import { refusePortsTwice } from '../../../src/cli/serve/ports.ts'
import { settingFrom } from '../../../src/cli/serve/setting.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'
import { run } from '../run-command.ts'

const ports = suite('the ports that serve is told')

const texts = textsFor('en')
const application = ['--host', 'https://acme.genauth.ai', '--app-id', 'app']

const said = (args: readonly string[]): string => {
  const { values } = parseCommandArguments(serve, [...application, ...args], texts)
  try {
    refusePortsTwice(settingFrom(values, { env: {} }, texts), texts)
  } catch (cause) {
    if (cause instanceof UsageError) return cause.message
    throw cause
  }
  return 'accepted'
}

const overStore = ['--db', 'enrollments.db']
const overRestate = ['--engine', 'restate']

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [overRestate, /^Port 8080 .* --restate-ingress says: .* --port$/],
  [[...overRestate, '--hostname=0.0.0.0'], /--restate-ingress .* --port$/],
  [[...overRestate, '--hostname=localhost'], /--restate-ingress .* --port$/],
  [[...overRestate, '--port=9070'], /^Port 9070 .* --restate-admin says: .* --port$/],
  [
    [...overRestate, '--port=8000', '--restate-endpoint-port=8080'],
    /--restate-ingress says: .* --restate-endpoint-port$/,
  ],
  [
    [...overRestate, '--port=8000', '--metrics-port=9070'],
    /^Port 9070 .* --restate-admin says: .* --metrics-port$/,
  ],
  [[...overRestate, '--port=80', '--restate-ingress=http://localhost'], /^Port 80 /],
  [[...overRestate, '--port=8443', '--restate-admin=http://[::1]:8443'], /^Port 8443 /],
  [[...overRestate, '--port=9080'], /^--port and --restate-endpoint-port name the same port/],
  [[...overRestate, '--port=8000', '--metrics-port=9080'], /^--metrics-port and --restate-endpoint-port /],
  [[...overStore, '--metrics-port=8080'], /^--port and --metrics-port /],
  [[...overStore, '--metrics-port=8080', '--metrics-hostname=0.0.0.0'], /^--port and --metrics-port /],
]
for (const [args, pattern] of refused)
  ports(`that cannot be are refused: ${args.join(' ')}`, () => {
    assert.match(said(args), pattern)
  })

const accepted: readonly (readonly string[])[] = [
  overStore,
  [...overRestate, '--port=8000'],
  [...overRestate, '--port=0', '--metrics-port=0', '--restate-endpoint-port=0'],
  [...overRestate, '--restate-ingress=http://restate.internal:8080'],
  [...overRestate, '--hostname=10.0.0.5'],
  [...overStore, '--metrics-port=8080', '--metrics-hostname=10.0.0.5'],
  // Without Restate nobody is at its ports.
  [...overStore, '--port=9070', '--metrics-port=9080'],
]
for (const args of accepted)
  ports(`that can be are taken: ${args.join(' ')}`, () => {
    assert.is(said(args), 'accepted')
  })

ports('of Restate are refused before anything is tried, in both languages', async () => {
  const [english, chinese] = await Promise.all([
    run(['serve', ...application, ...overRestate]),
    run(['serve', ...application, ...overRestate, '--lang', 'zh-CN']),
  ])
  assert.equal([english.code, chinese.code], [2, 2])
  assert.match(english.stderr, 'choose another one with --port')
  assert.match(chinese.stderr, '请用 --port 另选端口')
})

ports('and addresses of Restate do not go without it', async () => {
  for (const option of ['--restate-ingress=http://127.0.0.1:8080', '--restate-endpoint-port=9080']) {
    const { code, stderr } = await run(['serve', ...application, ...overStore, option])
    assert.is(code, 2)
    assert.match(stderr, `${option.replace(/=.*/, '')} does nothing without --engine restate`)
  }
  const apart = await run(['serve', ...application, ...overStore, '--restate-admin', 'http://127.0.0.1:9070'])
  assert.match(apart.stderr, '--restate-admin does nothing without --engine restate')
  assert.equal([apart.code, apart.stdout], [2, ''])
})

ports.run()
