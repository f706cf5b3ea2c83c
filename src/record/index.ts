export { keepRecord, readRecord } from './record-storage.ts'
