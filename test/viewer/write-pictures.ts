// Lays the machine out anew and stores where everything stands. To be run when the machine or the looks change.
import { writeFileSync } from 'node:fs'
import { picturesFile, picturesText } from './pictures-file.ts'

writeFileSync(picturesFile, await picturesText())
