// A PostgreSQL server of the test's own, in a folder that goes away with it; it listens on a socket in that folder only.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// Debian keeps the server's programs out of the PATH, each version in a folder of its own.
const versions = '/usr/lib/postgresql'
const programs = () => {
  const newest = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))[0]
  if (newest === undefined) throw new Error('There is no PostgreSQL server: apt-get install postgresql')
  return join(versions, newest, 'bin')
}

/** The server refuses to run as root; Debian's package makes a user for it. */
const serverUser = (): { readonly uid: number; readonly gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

export interface PostgresCluster {
  /** For `pg.Pool`. */
  readonly connection: { readonly host: string; readonly user: string; readonly database: string }
  /** The socket's path, for a proxy before it. */
  readonly socket: string
  /** Ends the server without a chance to tidy up, and starts it again on the same data. */
  readonly crash: () => Promise<void>
  /** Ends it at once, and its folder. */
  readonly end: () => Promise<void>
}

export const startPostgresCluster = async (): Promise<PostgresCluster> => {
  const bin = programs()
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(bin, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  )

  const start = async (): Promise<ChildProcess> => {
    const server = spawn(
      join(bin, 'postgres'),
      [
        '-D',
        data,
        '-k',
        folder,
        '-c',
        'listen_addresses=',
        '-c',
        'log_min_messages=log',
        '-c',
        'lc_messages=C',
      ],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const log: string[] = []
    for await (const line of createInterface(server.stderr)) {
      log.push(line)
      if (line.includes('ready to accept connections')) {
        // Unread, its log would fill the pipe and hold it up.
        server.stderr.resume()
        return server
      }
    }
    throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`)
  }

  let server = await start()
  // A test file that throws must not leave a server behind.
  const quit = () => server.kill('SIGQUIT')
  process.once('exit', quit)
  const stop = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
  }

  return {
    connection: { host: folder, user: 'postgres', database: 'postgres' },
    socket: join(folder, '.s.PGSQL.5432'),
    crash: async () => {
      // An immediate shutdown: no checkpoint, so the next start recovers from the WAL as after a power cut.
      await stop('SIGQUIT')
      server = await start()
    },
    end: async () => {
      process.removeListener('exit', quit)
      await stop('SIGQUIT')
      rmSync(folder, { recursive: true })
    },
  }
}
