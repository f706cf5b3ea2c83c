import * as E from '#fp-ts/Either'
import { readRecording } from '../../inspect/index.ts'
import type { OpenedRecording } from './open-recording.ts'

/**
 * The recording that a server shows with its page, at `recording` beside it.
 *
 * @param omitted how many frames whoever serves it left out.
 * @returns null if it cannot be had or read; whoever serves it has read it before.
 */
export const givenRecording = async (
  name: string,
  base: string,
  omitted: number,
): Promise<OpenedRecording | null> => {
  try {
    const reply = await fetch(new URL('recording', base), { redirect: 'error', cache: 'no-store' })
    const recording = readRecording(await reply.text())
    if (!reply.ok || E.isLeft(recording)) return null
    return { name, recording: { ...recording.right, omitted: recording.right.omitted + omitted } }
  } catch {
    return null
  }
}
