// The real restate-server of the npm package, in a folder of its own.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const restateBinary = createRequire(
  createRequire(import.meta.url).resolve('@restatedev/restate-server/package.json'),
).resolve(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`)

/** Free ports, all different; somebody else may still be faster. */
const freePorts = async (count: number): Promise<readonly number[]> => {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(
    servers.map((server) => {
      const closed = once(server, 'close')
      server.close()
      return closed
    }),
  )
  return ports
}

/** Runs a program, and kills it (SIGKILL) once nobody holds the other end of standard input: also if a test is killed. */
const untilStdinEnds =
  'exec 3<&0; "$@" & pid=$!; echo $pid >"$PID_FILE"; (cat <&3 >&2; kill -9 $pid) & wait $pid'

/** It did not come up: somebody took one of its ports, for instance. */
class ServerEnded extends Error {}

const soon = () => new Promise((resolve) => setTimeout(resolve, 25))

/** `toml` is added to what stands before all sections. */
const startOnFreePorts = async (toml: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enrollment-restate-'))
  const [node, ingressPort, adminPort] = await freePorts(3)
  const config = join(folder, 'restate.toml')
  writeFileSync(
    config,
    `
cluster-name = "enrollments"
disable-telemetry = true
bind-ip = "127.0.0.1"
bind-port = ${node}
listen-mode = "tcp"
default-num-partitions = 2
rocksdb-total-memory-size = "128 MiB"
log-disable-ansi-codes = true
${toml}
[ingress]
bind-address = "127.0.0.1:${ingressPort}"
[admin]
bind-address = "127.0.0.1:${adminPort}"
disable-web-ui = true
# So that a test can look for texts in the files.
[worker.storage]
rocksdb-disable-wal-compression = true
rocksdb-disable-l0-l1-compression = true
[bifrost.local]
rocksdb-disable-wal-compression = true
rocksdb-disable-l0-l1-compression = true
[log-server]
rocksdb-disable-wal-compression = true
rocksdb-disable-l0-l1-compression = true
`,
  )
  const baseDir = join(folder, 'data')
  const pidFile = join(folder, 'pid')
  const admin = `http://127.0.0.1:${adminPort}`
  const ingress = `http://127.0.0.1:${ingressPort}`
  const log: string[] = []
  let child: ChildProcess | null = null

  const isHealthy = async (url: string): Promise<boolean> => {
    try {
      return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok
    } catch {
      return false
    }
  }

  const start = async () => {
    const args = ['--config-file', config, '--base-dir', baseDir, '--no-logo']
    const mine = spawn('sh', ['-c', untilStdinEnds, 'sh', restateBinary, ...args], {
      stdio: 'pipe',
      env: { PATH: process.env['PATH'] ?? '', RUST_LOG: 'warn', DO_NOT_TRACK: '1', PID_FILE: pidFile },
    })
    child = mine
    mine.stdout.on('data', (text) => log.push(String(text)))
    mine.stderr.on('data', (text) => log.push(String(text)))
    while (!((await isHealthy(`${admin}/health`)) && (await isHealthy(`${ingress}/restate/health`)))) {
      if (mine.exitCode !== null) throw new ServerEnded(`restate-server ended:\n${log.join('')}`)
      await soon()
    }
  }

  const kill = async () => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.stdin?.end()
    await ended
  }

  const signal = (name: NodeJS.Signals) => void process.kill(Number(readFileSync(pidFile, 'utf8')), name)

  await start()
  return {
    admin,
    ingress,
    baseDir,
    log: () => log.join(''),
    kill,
    /** The same folder and ports again. */
    start,
    /** It keeps its connections, and answers nobody. */
    standStill: () => signal('SIGSTOP'),
    goOn: () => signal('SIGCONT'),
    /** Restate's own SQL over what it keeps. */
    query: async (sql: string): Promise<string> => {
      const answer = await fetch(`${admin}/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: sql }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${sql}: ${text}`)
      return text
    },
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type RestateServer = Awaited<ReturnType<typeof startOnFreePorts>>

export const startRestateServer = async (toml = '', attemptsLeft = 3): Promise<RestateServer> => {
  try {
    return await startOnFreePorts(toml)
  } catch (cause) {
    if (!(cause instanceof ServerEnded) || attemptsLeft === 0) throw cause
    return startRestateServer(toml, attemptsLeft - 1)
  }
}
