import { enrollmentMachine } from '../../machines/index.ts'
import { structureOf } from '../../src/inspect/index.ts'
import { layoutOf } from '../../src/viewer/picture/layout-of.ts'
import { layoutText } from '../../src/viewer/picture/layout-text.ts'

/** Where the stored layouts stand. */
export const picturesFile = 'src/viewer/picture/enrollment-pictures.ts'

/** What the file has to say, as ELK lays the machine out. */
export const picturesText = async (): Promise<string> => {
  const structure = structureOf(enrollmentMachine)
  const [story, full] = [
    layoutText(await layoutOf(structure, 'story')),
    layoutText(await layoutOf(structure, 'full')),
  ]
  return `import type { Detail } from './layout.ts'

/** The enrollment as ELK lays it out, written by \`node --import tsx test/viewer/write-pictures.ts\`. */
export const enrollmentPictures: Readonly<Record<Detail, string>> = {
  story: \`
${story}
\`,
  full: \`
${full}
\`,
}
`
}
