import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEngine } from '../../../src/durable/engine/create-engine.ts'
import { newSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { createSandbox } from '../../../src/sandbox/index.ts'
import { chooseSms, quiet } from './world.ts'

const hooks = suite('what a host gave an engine to call')

const rejecting = async () => {
  throw new Error('the log server is down')
}
const throwing = () => {
  throw new Error('the log server is down')
}

/** What ends a process: nobody heard of a rejection, or of what was thrown. */
const unheardDuring = async (work: () => Promise<void>): Promise<readonly unknown[]> => {
  const unheard: unknown[] = []
  const hear = (cause: unknown) => void unheard.push(cause)
  process.on('unhandledRejection', hear)
  process.on('uncaughtException', hear)
  try {
    await work()
    await quiet()
  } finally {
    process.off('unhandledRejection', hear)
    process.off('uncaughtException', hear)
  }
  return unheard
}

const printedDuring = async (work: () => Promise<void>): Promise<readonly string[]> => {
  const printed: string[] = []
  const { error } = console
  console.error = (...said: readonly unknown[]) => void printed.push(said.join(' '))
  try {
    await work()
  } finally {
    console.error = error
  }
  return printed
}

for (const [how, hook] of Object.entries({ throws: throwing, rejects: rejecting }))
  hooks(`ends no process where it ${how}`, async () => {
    const sandbox = createSandbox()
    const made = () => {
      const engine = createEngine({
        store: memoryStore(),
        keys: [newSealingKey()],
        service: () => sandbox.service(),
        onEvent: hook,
        onBound: hook,
        onDefect: hook,
      })
      return engine
    }
    const states: (string | undefined)[] = []
    const printed = await printedDuring(async () => {
      const unheard = await unheardDuring(async () => {
        const engine = made()
        engine.watch('one', hook, hook)
        await engine.start()
        await quiet()
        await engine.create({ enrollmentId: 'one', command: chooseSms })
        await quiet()
        states.push((await engine.view('one'))?.state)
        await engine.stop()
      })
      assert.equal(unheard, [])
    })
    assert.equal(states, ['awaitingCode'])
    assert.ok(printed.length > 0)
    for (const line of printed) assert.match(line, /^mfa-enrollment: a hook failed \(Error\)/)
  })

hooks('that is not there leaves a line on the console, of the kind alone', async () => {
  const engine = createEngine({
    store: memoryStore(),
    keys: [newSealingKey()],
    service: () => {
      throw new TypeError('a secret')
    },
  })
  const printed = await printedDuring(async () => {
    await engine.create({ command: chooseSms })
    await quiet()
    await engine.stop()
  })
  assert.is(printed.length, 1)
  assert.match(printed[0] ?? '', /^mfa-enrollment: .*\(TypeError\); give onDefect to hear why$/)
  assert.not.match(printed.join(), 'secret')
})

hooks.run()
