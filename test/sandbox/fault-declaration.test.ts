import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const declaration = suite('what an editor shows of a fault')

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A declaration file of the package as it is built. */
const declarationOf = (file: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-declarations-'))
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const options = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder]
    execFileSync(process.execPath, [compiler, ...options], { cwd: root })
    return readFileSync(join(folder, file), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

declaration('is a union of interfaces and not what the codec is made of', () => {
  const text = declarationOf('src/sandbox/faults/fault.d.ts')
  assert.match(text, 'export type Fault = Circumstance | Prevention | Spoiling;')
  assert.match(text, 'export declare const Fault: t.Type<Fault, unknown>;')
  assert.not.match(text, /ExactC|IntersectionC|PartialC|TypeC/)
  assert.ok(text.length < 4_000, `${text.length} characters`)
})

declaration.run()
