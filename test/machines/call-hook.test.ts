import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { callHook, reporter, vendorLimits } from '../../machines/index.ts'
import { createCaller } from '../../machines/enrollment/decoded-call.ts'
import { createHooks } from '../../src/audit/index.ts'
import { createReport } from '../../src/inspect/inspection-listeners.ts'

const hooks = suite('what a host gave to be called')

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What is printed, and what nobody heard of, which ends a process. */
const during = async (work: () => void) => {
  const printed: string[] = []
  const unheard: unknown[] = []
  const hear = (cause: unknown) => void unheard.push(cause)
  const { error } = console
  console.error = (...said: readonly unknown[]) => void printed.push(said.join(' '))
  process.on('unhandledRejection', hear)
  try {
    work()
    for (let turns = 0; turns < 5; turns += 1) await turn()
  } finally {
    process.off('unhandledRejection', hear)
    console.error = error
  }
  return { printed, unheard }
}

const failing = {
  throws: (): void => {
    throw new RangeError('a secret')
  },
  rejects: async (): Promise<void> => {
    throw new RangeError('a secret')
  },
}

for (const [how, onDefect] of Object.entries(failing)) {
  hooks(`that ${how} is heard of`, async () => {
    const heard: unknown[] = []
    const { unheard } = await during(() => callHook(onDefect, null, (cause) => void heard.push(cause)))
    assert.equal([heard.length, unheard], [1, []])
    assert.instance(heard[0], RangeError)
  })

  for (const [where, report] of Object.entries({
    anywhere: reporter(onDefect),
    'in the machine': createCaller({ now: Date.now, onDefect }, vendorLimits).reportDefect,
    'in the audit': () =>
      createHooks({ onEnd: onDefect, onDefect }, Date.now).ended({
        status: 'cancelled',
        bound: 'no',
      }),
    'while inspecting': createReport(onDefect),
  }))
    hooks(
      `and ${how} when it is told of a defect ${where} ends no process: a line names its kind`,
      async () => {
        const { printed, unheard } = await during(() => report(new Error('another')))
        assert.equal(unheard, [])
        assert.is(printed.length, 1)
        assert.match(printed[0] ?? '', /^mfa-enrollment: .*\(RangeError\)/)
        assert.not.match(printed.join(), 'secret')
      },
    )
}

hooks.run()
