import type { Refusal } from '../../../machines/index.ts'
import type { EngineRefusal, StoreTrouble, UnreadableEnrollmentError } from '../../../src/durable/index.ts'

const refusals: Readonly<Record<Exclude<EngineRefusal, Refusal>, readonly [means: string, todo: string]>> = {
  overloaded: [
    'Too many calls wait already; nothing was stored.',
    'Try again in a while (HTTP 503). If it stays so: a slow service, or more processes.',
  ],
  stopping: ['This engine is about to stop; nothing was stored.', 'Ask another process (HTTP 503).'],
  exists: [
    '`create` was given an id that is there already; it was left as it was.',
    'Another id, or go on with that enrollment if it has the same owner (HTTP 409).',
  ],
}

const troubles: Readonly<Record<StoreTrouble, readonly [means: string, todo: string]>> = {
  full: ['No room is left on the disk.', 'Make room; no restart is needed.'],
  disk: [
    'The disk could not be read or written.',
    'Look for a quota, a limit of file sizes, or a failing disk.',
  ],
  locked: [
    'Somebody else held it for too long, or was faster each time.',
    'Try again; end what holds it. A store that never makes a change ends here, too.',
  ],
  readOnly: ['This user, or this server, may not write there.', 'Owner and mode of file and folder; grants.'],
  replaced: [
    'The file was removed or replaced while it was open.',
    'Stop, put the right file in its place, start again.',
  ],
  tooOpen: ['Other users of the machine may read the file.', '`chmod 600`, and ask who read it until now.'],
  damaged: ['The file is no database, or a broken one.', 'Put a backup in its place.'],
  notOurs: [
    'It belongs to something else, is no file, or our tables are gone.',
    'Name another file or schema, or restore it.',
  ],
  newer: ['A newer version of this package wrote it.', 'Install that version, or a later one.'],
  unavailable: ['The server cannot be reached, or ended the connection.', 'The server and the network.'],
  outcomeUnknown: [
    'The connection was lost while it committed, and it could not be asked.',
    'All was stored or nothing: look before you send again.',
  ],
  closed: ['The store was closed.', 'Stop the engine before its store.'],
  invalid: ['A change that no store takes.', 'An id of 1 to 255 characters of well-formed text.'],
  unexpected: [
    'Anything else, also a store that breaks its contract.',
    'Read the message; its `cause` says more.',
  ],
}

const problems: Readonly<
  Record<UnreadableEnrollmentError['problem']['_tag'], readonly [means: string, todo: string]>
> = {
  unknownKey: [
    'It was sealed with a key that is not here; the message names its id.',
    'Add the key behind the newest. One that is lost stays lost: erase the enrollment.',
  ],
  newerVersion: [
    'A newer version of this package wrote it; it is left alone.',
    'Run the newer version in every process.',
  ],
  damaged: [
    'It was changed, cut off, or put there from another row or revision.',
    'Restore the store from a backup, or erase the enrollment (`id` names it).',
  ],
}

const table = (
  what: string,
  rows: Readonly<Record<string, readonly [means: string, todo: string]>>,
): readonly string[] => [
  `| ${what} | meaning | what to do |`,
  '| --- | --- | --- |',
  ...Object.entries(rows).map(([name, [means, todo]]) => `| \`${name}\` | ${means} | ${todo} |`),
  '',
]

/** What the durable host says beside the machine; to its host, and never to the person. */
export const durableSection: readonly string[] = [
  '## Of the durable host',
  '',
  'A server over `mfa-enrollment/durable` ([server.md](server.md)) meets these as well. They are for its operators, not',
  'for the person: answer with a status of your own, and log the message, which holds no secret.',
  '',
  'Refusals of an engine (`answer.reason`), beside those of the machine:',
  '',
  ...table('reason', refusals),
  '`StoreError`, by its `trouble`. Nothing was changed, but for `outcomeUnknown`:',
  '',
  ...table('trouble', troubles),
  '`UnreadableEnrollmentError`, by its `problem`. The row is left as it is, and the others go on:',
  '',
  ...table('problem', problems),
  '`SealingKeyError`: no key was given, or a text is none: base64 of exactly 32 bytes each, separated by commas or lines.',
  'Its message says which one and never repeats it. `npx --package mfa-enrollment mfa-enroll key` makes one. It is thrown',
  'at the start only.',
  '',
]
