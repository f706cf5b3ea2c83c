export { initialRecord, step, type Step, type StepInput, type StepRefusal } from './step/step.ts'
export { callOf, type Effect, type EffectCall } from './step/effect.ts'
export { timerStands, type Timer } from './step/timer.ts'
export type { Change, EnrollmentStore, StoredRow } from './store/enrollment-store.ts'
export { StoreError, type StoreTrouble } from './store/store-error.ts'
export { isStorableId } from './store/storable.ts'
export { memoryStore } from './store/memory-store.ts'
export { sqliteStore, type SqliteStoreOptions } from './sqlite/sqlite-store.ts'
export type { SqliteDatabase, SqliteStatement } from './sqlite/sqlite-database.ts'
export { postgresStore, type PostgresStoreOptions } from './postgres/postgres-store.ts'
export type { PostgresClient, PostgresPool } from './postgres/postgres-pool.ts'
export { createSealer, type OpeningProblem, type SealedFor, type Sealer } from './sealing/sealer.ts'
export {
  newSealingKey,
  readSealingKeys,
  SealingKeyError,
  writeSealingKey,
  type SealingKey,
  type SealingKeys,
} from './sealing/sealing-key.ts'
export { createEngine } from './engine/create-engine.ts'
export type {
  Answered,
  Created,
  Credentials,
  Engine,
  EngineClock,
  EngineHealth,
  EngineOptions,
  EngineRefusal,
  Transition,
} from './engine/engine.ts'
export { UnreadableEnrollmentError } from './engine/rows.ts'
export type { UnopenedProblem } from './engine/stored-enrollment.ts'
export { sealingKeysOfEnvironment } from './sealing/sealing-keys-of-environment.ts'
