import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createPlayground } from '../../../src/cli/inspect/playground.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import type { InspectionFrame } from '../../../src/inspect/index.ts'

const playing = suite('the enrollment that one can play with')

/** A page and a terminal, and the way to wait for what they are told. */
const played = () => {
  const told: string[] = []
  const frames: InspectionFrame[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of waiting) look()
  }
  const until = <A>(look: () => A | undefined): Promise<A> =>
    new Promise((resolve) => {
      const again = () => {
        const found = look()
        if (found === undefined) return
        waiting.delete(again)
        resolve(found)
      }
      waiting.add(again)
      again()
    })
  const playground = createPlayground(textsFor('en'), (text) => {
    told.push(text)
    wake()
  })
  const hear = (frame: InspectionFrame) => {
    frames.push(frame)
    wake()
  }
  return {
    ...playground,
    frames,
    told,
    /** Loads the page. */
    open: () => playground.inspection.subscribe(hear),
    send: (command: unknown) => playground.inspection.send(frames.at(-1)?.enrollmentId ?? '', command),
    tells: (pattern: RegExp) => until(() => told.map((text) => pattern.exec(text)?.[1]).find(Boolean)),
    reaches: (value: string) => until(() => frames.find(({ state }) => state.value === value)),
  }
}

playing(
  'a page that is opened finds one, and the codes of its sandbox are told in the terminal',
  async () => {
    const play = played()
    play.open()
    assert.is(play.frames[0]?.state.value, 'idle')
    play.send({ type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: '18800001234' } })
    const passCode = await play.tells(/^Code for \+8618800001234: (\d{6})$/)
    play.send({ type: 'code.submitted', passCode })
    await play.reaches('done')
    assert.is(play.told.at(-1), 'It has ended. To begin another one, reload the page.')
    const raw = JSON.stringify(play.frames, (_, held: unknown) => (typeof held === 'number' ? 0 : held))
    assert.not.match(raw, '18800001234')
    assert.not.match(raw.replaceAll(/[0-9a-f-]{24,}/g, 'id'), passCode)
    play.stop()
  },
)

playing('an authenticator app’s code is told, and opens the way to the end', async () => {
  const play = played()
  play.open()
  play.send({ type: 'factor.chosen', factorType: 'OTP' })
  const passCode = await play.tells(/would show (\d{6}), for \d+ s more\./)
  play.send({ type: 'code.submitted', passCode })
  await play.reaches('savingRecoveryCode')
  assert.equal(play.send({ type: 'recoveryCode.saved' }), { accepted: true })
  assert.is(play.frames.at(-1)?.state.value, 'done')
  play.stop()
})

playing('the key of a photo is told, and the sandbox sees a face in it', async () => {
  const play = played()
  play.open()
  play.send({ type: 'factor.chosen', factorType: 'FACE' })
  const photo = await play.tells(/photo that was uploaded: (\S+)$/)
  play.send({ type: 'photo.submitted', photo, isExternalPhoto: false })
  await play.reaches('done')
  play.stop()
})

playing('a page that is opened again finds the same one, or a new one once that has ended', () => {
  const play = played()
  play.open()
  play.open()
  assert.is(new Set(play.frames.map(({ enrollmentId }) => enrollmentId)).size, 1)
  play.send({ type: 'enrollment.cancelled' })
  const leave = play.open()
  assert.is(new Set(play.frames.map(({ enrollmentId }) => enrollmentId)).size, 2)
  assert.is(play.frames.at(-1)?.state.value, 'idle')
  leave()
  play.stop()
})

playing.run()
