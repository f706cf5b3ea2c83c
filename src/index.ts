export * from '../machines/index.ts'
export * from './live/index.ts'
export * from './view/index.ts'
