// Wants PostgreSQL.
import { bytesIn, crashSuite } from './durable-crash-suite.ts'
import { startPostgresCluster } from './postgres-cluster.ts'

const { connection, end } = await startPostgresCluster()
await crashSuite('PostgreSQL', {
  where: (lane) => ({ connection, schema: `crash_${lane}` }),
  written: () => bytesIn(connection.host),
  end,
})
