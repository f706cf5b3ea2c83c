import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, submitCode, submitFor } from '../machines/examples.ts'
import { later } from '../machines/scripted-service.ts'
import { screen } from '../live/live-enrollment.ts'
import { quiet, remote, until } from './remote-enrollment.ts'
import { withStorages } from './storages.ts'

const kept = suite('an id that is kept')

const storageKey = 'enrollment'

kept('a reload goes on where it was, in every state, and nothing is kept but the id', async () => {
  await withStorages(async ({ sessionStorage }) => {
    const there = remote({ storageKey, script: { enrollFactor: [later] } })
    const reloaded = async () => {
      const page = there.page()
      await until(() => page.state() === there.state())
      await quiet()
      assert.equal(page.view(), there.view())
      page.unsubscribe()
    }
    there.enrollment.send(choose.OTP)
    assert.is(sessionStorage.getItem(storageKey), null)
    await until(() => there.state() === 'awaitingCode')
    assert.equal(sessionStorage.all(), [[storageKey, there.enrollment.id]])
    await reloaded()
    there.enrollment.send(submitFor.OTP)
    await until(() => there.named('enrollFactor').length === 1)
    await reloaded()
    there.named('enrollFactor')[0]?.answer({ _tag: 'Right', right: { bound: true } })
    await until(() => there.state() === 'savingRecoveryCode')
    await reloaded()
    assert.equal(sessionStorage.all(), [[storageKey, there.enrollment.id]])
    there.enrollment.send(bare('recoveryCode.saved'))
    await until(() => there.state() === 'done')
    assert.equal(sessionStorage.all(), [])
    assert.is(there.page().state(), 'idle')
    await there.end()
  })
})

kept('what is gone, or somebody else’s, is forgotten without a word', async () => {
  await withStorages(async ({ sessionStorage }) => {
    sessionStorage.setItem(storageKey, 'an-id-of-yesterday')
    const there = remote({ storageKey })
    assert.is(there.state(), 'requesting')
    assert.ok(await until(() => there.state() === 'idle'))
    assert.equal([there.view().problem, there.view().can.choose], [null, true])
    assert.equal(sessionStorage.all(), [])
    there.enrollment.send(choose.SMS)
    assert.ok(await until(() => there.state() === 'awaitingCode'))
    await there.end()
  })
})

kept('in localStorage, another tab that stands at the beginning comes along', async () => {
  await withStorages(async ({ localStorage }) => {
    const there = remote({ storageKey, storage: 'localStorage' })
    const tab = there.page()
    assert.is(tab.state(), 'idle')
    there.enrollment.send(choose.SMS)
    await until(() => there.state() === 'awaitingCode')
    localStorage.tellOthers(storageKey)
    assert.ok(await until(() => tab.state() === 'awaitingCode'))
    tab.enrollment.send(submitCode)
    assert.ok(await until(() => there.state() === 'done' && tab.state() === 'done'))
    assert.equal(localStorage.all(), [])
    await there.end()
  })
})

kept('another device goes on with the id', async () => {
  const there = remote()
  there.enrollment.send(choose.SMS)
  await until(() => there.state() === 'awaitingCode')
  const phone = there.page({ enrollmentId: there.enrollment.id })
  await until(() => phone.state() === 'awaitingCode')
  assert.is(screen(phone.view(), 'awaitingCode').expiresAt, screen(there.view(), 'awaitingCode').expiresAt)
  phone.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'done'))
  await there.end()
})

kept('without a storage, or with a forbidden one, nothing is kept and nothing breaks', async () => {
  const there = remote({ storageKey })
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  await there.end()
})

kept.run()
