import type { MachineStructure } from '../../inspect/index.ts'
import { enrollmentPictures } from './enrollment-pictures.ts'
import type { Detail, Layout } from './layout.ts'
import { layoutFromText } from './layout-text.ts'
import { mainPathOf } from './main-path.ts'
import { pictureEdgesOf } from './picture-edges.ts'

const sameNames = (names: Iterable<string>, others: Iterable<string>): boolean =>
  [...names].toSorted().join('\n') === [...others].toSorted().join('\n')

/** Whether a layout places just what the structure has. */
const fits = (structure: MachineStructure, { states, edges }: Layout): boolean =>
  sameNames(
    structure.states.map(({ id }) => id),
    states.keys(),
  ) &&
  sameNames(
    pictureEdgesOf(structure, mainPathOf(structure)).map(({ id }) => id),
    edges.keys(),
  )

/** The stored layout of the enrollment; null for any other structure. */
export const storedLayoutOf = (structure: MachineStructure, detail: Detail): Layout | null => {
  const stored = layoutFromText(enrollmentPictures[detail])
  return fits(structure, stored) ? stored : null
}

/**
 * Where everything stands: at once for the enrollment, whose layout is stored; any other structure is laid
 * out here and now, for which ELK is loaded.
 */
export const pictureLayoutOf = async (structure: MachineStructure, detail: Detail): Promise<Layout> =>
  storedLayoutOf(structure, detail) ?? (await import('./layout-of.ts')).layoutOf(structure, detail)
