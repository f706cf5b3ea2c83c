// Wants PostgreSQL.
import { bytesIn, crashSuite } from './durable-crash-suite.ts'
import { startPostgresCluster } from './postgres-cluster.ts'

const { connection, end } = await startPostgresCluster()
await crashSuite('PostgreSQL', {
  where: { connection, schema: 'crash' },
  written: () => bytesIn(connection.host),
  end,
})
