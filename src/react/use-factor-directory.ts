'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { FactorDirectory } from '../../machines/index.ts'
import type { DirectoryWork } from './directory-actions.ts'
import type { Listed, UsedFactorDirectory } from './used-factor-directory.ts'

const nothingYet: Listed = {
  factors: null,
  choices: null,
  isLoading: true,
  error: null,
  removing: null,
  replacement: null,
}

type Actions = typeof import('./directory-actions.ts')
let loading: Promise<Actions> | null = null

/**
 * The factors of the account, for a settings page. It lists them once the component stands, and again when
 * told; a component that goes takes its questions back. Of several directories the latest is asked, so an
 * object made while rendering does no harm.
 *
 * @example
 * const directory = useFactorDirectory(createFactorDirectory(options))
 * return <FactorList directory={directory} />
 */
export const useFactorDirectory = (directory: FactorDirectory): UsedFactorDirectory => {
  const latest = useRef(directory)
  useEffect(() => {
    latest.current = directory
  })
  const [listed, setListed] = useState(nothingYet)
  const actions = useMemo(() => {
    const set = (some: Partial<Listed>) => setListed((before) => ({ ...before, ...some }))
    const work: DirectoryWork = {
      directory: () => latest.current,
      set,
      question: null,
      isBusy: false,
      replacement: null,
    }
    /** All of them ask a server, and so their code may come when it is needed. */
    const act = async <A>(run: (loaded: Actions) => Promise<A>): Promise<A | null> => {
      try {
        loading ??= import('./directory-actions.ts')
        return await run(await loading)
      } catch {
        loading = null
        set({ isLoading: false, error: { _tag: 'unreachable', mayHaveArrived: false } })
        return null
      }
    }
    return {
      reload: async (isOver?: boolean) => {
        await act((loaded) => loaded.reload(work, isOver))
      },
      remove: async (factorId: string) => (await act((loaded) => loaded.remove(work, factorId))) ?? false,
      beginReplacement: (factorId: string) => act((loaded) => loaded.beginReplacement(work, factorId)),
      finishReplacement: (how: Parameters<UsedFactorDirectory['finishReplacement']>[0]) =>
        act((loaded) => loaded.finishReplacement(work, how)),
      dropReplacement: () => {
        work.replacement = null
        set({ replacement: null })
      },
      leave: () => {
        work.question?.abort()
        work.question = null
      },
    }
  }, [])
  useEffect(() => {
    void actions.reload()
    return actions.leave
  }, [actions])
  return useMemo(() => ({ ...listed, ...actions }), [listed, actions])
}
