import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import type { ShownState } from './frame.ts'
import { commandsOf } from './shown-commands.ts'
import { shownContextOf } from './shown-context.ts'

/** Where a snapshot stands, as anybody may see it. */
export const shownStateOf = (snapshot: EnrollmentSnapshot): ShownState => ({
  value: snapshot.value,
  status: snapshot.status,
  context: shownContextOf(snapshot.context),
  commands: commandsOf(snapshot),
})
