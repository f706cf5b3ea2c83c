// The recipes of docs/restate.md as they stand there, but for the ports: `curl` alone enrolls through Restate. Wants bash,
// curl and jq.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { freePort } from './installed-project.ts'
import { recipeStory } from './recipe-story.ts'
import { restateBinary } from './restate-server.ts'

const [node, ingress, admin] = [await freePort(), await freePort(), await freePort()]

const page = readFileSync('docs/restate.md', 'utf8')

/** The page's own file, beside which the recipe runs. */
const toml = (): string => {
  const [, settings = ''] = /```toml\n([^]*?)```/.exec(page) ?? []
  const sections = `[ingress]\nbind-address = "127.0.0.1:${ingress}"\n[admin]\nbind-address = "127.0.0.1:${admin}"`
  return `${settings}bind-port = ${node}\n${sections}\n`
}

const { recipes, folder, told } = recipeStory('docs/restate.md', 2, (block, place) => {
  writeFileSync(join(place, 'restate.toml'), toml())
  const addresses = `--restate-ingress http://127.0.0.1:${ingress} --restate-admin http://127.0.0.1:${admin}`
  return block
    .replace('npx restate-server', restateBinary)
    .replaceAll('npx mfa-enroll', 'mfa-enroll')
    .replace('127.0.0.1:9070', `127.0.0.1:${admin}`)
    .replace(
      '--port 8000 --engine restate',
      `--port 0 --engine restate ${addresses} --restate-endpoint-port 0`,
    )
})

recipes('ask for a code, and bind', () => {
  assert.match(told[1] ?? '', '{"state":"awaitingCode","generation":1}\n{"state":"done"}')
})

recipes('keep what is stored for its owner alone', () => {
  assert.is(statSync(join(folder, 'restate-data')).mode & 0o077, 0)
})

recipes.run()
