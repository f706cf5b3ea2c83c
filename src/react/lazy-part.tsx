'use client'
import { useEffect, useState, useSyncExternalStore, type ComponentType, type ReactElement } from 'react'
import { Button } from './button.tsx'
import { useTexts } from './texts.tsx'

const never = () => () => undefined
const onServer = () => null

/**
 * A part whose code is fetched when it is first shown. Not `lazy` of React: what cannot be fetched would take
 * the whole page down, and here it is asked for again.
 */
export const lazyPart = <Props extends object, Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType<Props>>>>,
  name: Name,
) => {
  let loaded: ComponentType<Props> | null = null
  return function LazyPart(props: Props): ReactElement {
    const { words, textOf } = useTexts()
    /** Null while it is not known. */
    const [hasFailed, setFailed] = useState<boolean | null>(null)
    const Shown = useSyncExternalStore(never, () => loaded, onServer)
    useEffect(() => {
      if (loaded !== null || hasFailed !== null) return
      load().then(
        (parts) => {
          loaded = parts[name]
          setFailed(false)
        },
        () => setFailed(true),
      )
    }, [hasFailed])
    const isShown = Shown !== null
    useEffect(() => {
      const { activeElement } = document
      // The focus was waiting on the title for what is there now.
      if (isShown && activeElement?.matches('[data-mfa-part=title]'))
        activeElement.closest('[data-mfa-part=flow]')?.querySelector<HTMLElement>('[data-mfa-focus]')?.focus()
    }, [isShown])
    if (Shown !== null) return <Shown {...props} />
    return hasFailed === true ? (
      <div data-mfa-part="unreachable" role="alert">
        {textOf({ id: 'error.unreachable', params: { wait: 0 } })}{' '}
        <Button part="reload" onClick={() => setFailed(null)}>
          {words.tryAgain}
        </Button>
      </div>
    ) : (
      <p data-mfa-part="loading">{words.working}</p>
    )
  }
}
