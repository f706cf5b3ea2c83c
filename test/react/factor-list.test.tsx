import { useEffect } from 'react'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { left, right } from '#fp-ts/Either'
import { redact, type EnrolledFactor, type FactorDirectory, type ServiceError } from '../../machines/index.ts'
import type { UsedFactorDirectory } from '../../src/react/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting, settled } = await import('./mounted.tsx')
const { EnrollmentFlow, FactorList, ReplacementNotice, useFactorDirectory } =
  await import('../../src/react/index.ts')
const mount = mounting(browser)

const listing = suite('the list of factors in a React page')
listing.after(browser.close)

const factor = (factorId: string, factorType = 'EMAIL'): EnrolledFactor => ({
  factorId,
  factorType,
  profile: redact({ email: `${factorId}@example.org` }),
})

/** A directory whose answers come when the test says. */
const scripted = () => {
  const waiting: ((answer: { readonly factors: readonly EnrolledFactor[] } | ServiceError) => void)[] = []
  const aborted: number[] = []
  let asked = 0
  const reset: string[] = []
  let resetAnswer: ServiceError | null = null
  const directory: FactorDirectory = {
    listEnrolledFactors: (options) => () => {
      const number = asked
      asked += 1
      options?.signal?.addEventListener('abort', () => aborted.push(number))
      return new Promise((resolve) => {
        waiting.push((answer) => resolve('_tag' in answer ? left(answer) : right(answer.factors)))
      })
    },
    listFactorsToEnroll: () => async () => right([{ factorType: 'OTP' }, { factorType: 'PASSKEY' }]),
    getFactor: () => async () => left({ _tag: 'notFound' }),
    resetFactor: (factorId) => async () => {
      reset.push(factorId)
      return resetAnswer === null ? right(undefined) : left(resetAnswer)
    },
  }
  return {
    directory,
    aborted,
    reset,
    asked: () => asked,
    answer: (number: number, ...factors: readonly EnrolledFactor[]) => waiting[number]?.({ factors }),
    fail: (number: number, error: ServiceError) => waiting[number]?.(error),
    failReset: (error: ServiceError | null) => {
      resetAnswer = error
    },
  }
}

// Its code is fetched for the first question; from here on it is there.
const { directory: loaded } = account()
const First = () => <FactorList directory={useFactorDirectory(loaded)} />
const first = await mount(<First />)
await first.unmount()

const opened = async (strict = false) => {
  const script = scripted()
  let used: UsedFactorDirectory | null = null
  const Page = () => {
    const directory = useFactorDirectory(script.directory)
    useEffect(() => {
      used = directory
    }, [directory])
    return (
      <>
        <FactorList directory={directory} />
        <ReplacementNotice directory={directory} />
      </>
    )
  }
  const page = await mount(<Page />, { strict })
  const hook = () => {
    if (used === null) throw new Error('Nothing was rendered')
    return used
  }
  const names = () => page.all('[data-mfa-part="destination"]').map((each) => each.textContent)
  return { ...script, page, hook, names }
}

listing('is loading, then shows what there is: masked, and of unknown types too', async () => {
  const { page, answer, hook, names } = await opened()
  assert.is(page.text('list-status'), 'Loading your factors…')
  await page.doing(() => answer(0, factor('mina'), factor('k', 'PASSKEY')))
  assert.equal(names(), ['m***@example.org'])
  assert.match(page.container.textContent ?? '', 'Another factor')
  assert.equal(hook().choices, ['OTP'], 'only what this version can enroll is offered')
  assert.is(hook().isLoading, false)
  await page.unmount()
})

listing('an answer that comes after a newer question’s never overwrites it', async () => {
  const { page, answer, hook, names, aborted } = await opened()
  await page.doing(() => void hook().reload())
  assert.equal(aborted, [0])
  await page.doing(() => answer(1, factor('new')))
  assert.equal(names(), ['n***@example.org'])
  await page.doing(() => answer(0, factor('old')))
  assert.equal(names(), ['n***@example.org'])
  await page.unmount()
})

listing(
  'in StrictMode the second question counts, and a page that goes takes its question back',
  async () => {
    const { page, answer, asked, aborted, names } = await opened(true)
    const last = asked() - 1
    await page.doing(() => answer(last, factor('mina')))
    assert.equal(names(), ['m***@example.org'])
    const open = await opened()
    await open.page.unmount()
    assert.equal(open.aborted, [0])
    assert.not(aborted.includes(last))
    await page.unmount()
  },
)

listing('what cannot be loaded says so, and is asked for again', async () => {
  const { page, answer, fail, names } = await opened()
  await page.doing(() => fail(0, { _tag: 'unreachable', mayHaveArrived: false }))
  assert.match(page.text('problem'), 'Your factors could not be loaded. The service cannot be reached.')
  await page.click('reload')
  await page.doing(() => answer(1, factor('mina')))
  assert.equal(names(), ['m***@example.org'])
  assert.is(page.text('problem'), '')
  await page.unmount()
})

listing('a directory that throws is an error, and not a page that waits for ever', async () => {
  const { directory } = scripted()
  const broken: FactorDirectory = {
    ...directory,
    listEnrolledFactors: () => () => Promise.reject(new Error('broken')),
  }
  const Page = () => <FactorList directory={useFactorDirectory(broken)} />
  const page = await mount(<Page />)
  assert.match(page.text('problem'), 'The service has a problem')
  await page.unmount()
})

listing('is taken off after a question whose harmless answer has the focus', async () => {
  const { page, answer, reset, names } = await opened()
  await page.doing(() => answer(0, factor('mina')))
  await page.click('remove')
  assert.equal(reset, [])
  assert.is(page.focused(), 'remove-keep')
  assert.match(page.text('remove-question'), 'It is your only second factor')
  await page.click('remove-keep')
  await page.click('remove')
  await page.doing(() => {
    page.clickOn('remove-confirm')
    page.clickOn('remove-confirm')
  })
  assert.equal(reset, ['mina'])
  await page.doing(() => answer(1))
  assert.equal(names(), [])
  assert.is(page.text('list-status'), 'Removed: E-mail.')
  assert.is(page.focused(), 'list-title')
  await page.unmount()
})

listing('whether a reset with a lost answer worked is told by the list', async () => {
  const { page, answer, failReset, hook } = await opened()
  await page.doing(() => answer(0, factor('mina'), factor('nils')))
  failReset({ _tag: 'timedOut' })
  const outcomes: boolean[] = []
  const remove = (factorId: string) =>
    page.doing(() => {
      void hook()
        .remove(factorId)
        .then((isGone) => outcomes.push(isGone))
    })
  await remove('mina')
  await page.doing(() => answer(1, factor('nils')))
  assert.is(hook().error, null)
  await remove('nils')
  await page.doing(() => answer(2, factor('nils')))
  assert.equal(hook().error, { _tag: 'timedOut' })
  assert.equal(outcomes, [true, false])
  await page.unmount()
})

listing(
  'a replacement whose end fails can be finished again, and one that is dropped removes nothing',
  async () => {
    const { page, answer, fail, hook, reset } = await opened()
    await page.doing(() => answer(0, factor('old')))
    await page.doing(() => void hook().beginReplacement('old'))
    await page.doing(() => answer(1, factor('old')))
    assert.match(page.text('replacement'), 'The old one stays until the new one works')
    await page.doing(() => void hook().finishReplacement({ isBound: true }))
    await page.doing(() => fail(2, { _tag: 'timedOut' }))
    await page.doing(() => answer(3, factor('old'), factor('new')))
    assert.is(hook().replacement?.status, 'unfinished')
    await page.click('replace-finish')
    await page.doing(() => answer(4, factor('old'), factor('new')))
    assert.equal(reset, ['old'])
    await page.doing(() => answer(5, factor('new')))
    assert.is(hook().replacement?.status, 'reset')

    await page.doing(() => void hook().beginReplacement('new'))
    await page.doing(() => answer(6, factor('new')))
    await page.doing(() => hook().dropReplacement())
    assert.is(page.part('replacement'), null)
    await page.doing(() => void hook().finishReplacement({ isBound: true }))
    assert.equal(reset, ['old'])
    await page.unmount()
  },
)

listing('whoever waits for a replacement that was dropped does not finish the one begun since', async () => {
  const { page, answer, hook, asked } = await opened()
  await page.doing(() => answer(0, factor('old')))
  await page.doing(() => void hook().beginReplacement('old'))
  await page.doing(() => answer(1, factor('old')))
  const dropped = hook().replacement?.replacement
  assert.ok(dropped)
  await page.doing(() => hook().dropReplacement())
  await page.doing(() => void hook().beginReplacement('old'))
  await page.doing(() => answer(2, factor('old')))
  await page.doing(() => void hook().finishReplacement({ isBound: true, replacement: dropped }))
  assert.is(hook().replacement?.status, 'enrolling')
  assert.is(asked(), 3)
  await page.unmount()
})

/** A settings page at the sandbox, with an address bound already. */
const settings = async () => {
  const person = account()
  const { service, clock, directory: given, sandbox, sent } = person
  const Settings = () => <EnrollmentFlow source={{ service, clock }} directory={useFactorDirectory(given)} />
  const page = await mount(<Settings />)
  const addEmail = async (email: string) => {
    page.write('email', email)
    await page.click('send')
    await page.doing(() => {
      page.write('code-input', sent())
      page.enter('code')
    })
  }
  await page.choose('EMAIL')
  await addEmail('old@example.org')
  await page.click('close')
  const bound = () => sandbox.factors().map(({ target }) => target)
  return { ...person, page, addEmail, bound }
}

listing('a factor is replaced: the new one is bound first, then the old one goes', async () => {
  const { page, addEmail, bound } = await settings()
  assert.equal(bound(), ['old@example.org'])
  await page.click('replace')
  assert.ok(page.part('email'), 'the same kind of factor is asked for at once')
  await addEmail('new@example.org')
  await page.doing(() => void settled())
  assert.equal(bound(), ['new@example.org'])
  assert.is(page.text('replacement'), 'The old one has been removed.')
  await page.click('close')
  assert.is(page.part('replacement'), null)
  assert.equal(
    page.all('[data-mfa-part="destination"]').map((each) => each.textContent),
    ['n***@example.org'],
  )
  await page.unmount()
})

listing('a replacement that is left half-way takes nothing off, at whatever point', async () => {
  const { page, sent, bound } = await settings()
  await page.click('replace')
  await page.click('back')
  assert.is(page.part('replacement'), null)
  await page.click('replace')
  page.write('email', 'new@example.org')
  await page.click('send')
  await page.click('cancel')
  assert.is(page.text('replacement'), 'The new one is not listed, so the old one was kept.')
  assert.equal(bound(), ['old@example.org'])
  await page.click('close')
  // And what is added afterwards replaces nothing.
  await page.choose('SMS')
  page.write('phone', '201 555 0123')
  await page.click('send')
  await page.doing(() => {
    page.write('code-input', sent())
    page.enter('code')
  })
  assert.is(bound().length, 2)
  await page.unmount()
})

listing.run()
