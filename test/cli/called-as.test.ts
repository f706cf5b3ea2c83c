import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { calledAs } from '../../src/cli/sandbox/called-as.ts'

const called = suite('how the command was called')

const folder = join('/', 'home', 'ann', 'shop')

called('as what a project has installed, which npx finds in that folder', () => {
  for (const script of [
    join(folder, 'node_modules', '.bin', 'mfa-enroll'),
    join(folder, 'node_modules', 'mfa-enrollment', 'dist', 'src', 'cli', 'main.js'),
  ])
    assert.is(calledAs(script, folder), 'npx mfa-enroll')
})

called('else by its name: npx would look up a package of that name', () => {
  for (const script of [
    join('/', 'usr', 'local', 'bin', 'mfa-enroll'),
    join('/', 'home', 'ann', '.npm', '_npx', '0123', 'node_modules', '.bin', 'mfa-enroll'),
    join('/', 'home', 'ann', 'shop-2', 'node_modules', '.bin', 'mfa-enroll'),
    join(folder, 'src', 'cli', 'main.ts'),
    undefined,
  ])
    assert.is(calledAs(script, folder), 'mfa-enroll')
})

called.run()
