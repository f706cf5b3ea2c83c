import { writeFileSync } from 'node:fs'
import { generatedPages } from './generated-pages.ts'

for (const [file, make] of generatedPages) {
  writeFileSync(new URL(`../../${file}`, import.meta.url), await make())
  process.stdout.write(`${file}\n`)
}
