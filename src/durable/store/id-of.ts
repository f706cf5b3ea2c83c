import type { Change } from './enrollment-store.ts'

/** Whose row a change is about. */
export const idOf = (change: Change): string => ('row' in change ? change.row.id : change.id)
