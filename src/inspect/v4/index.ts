export { connectServer } from './server.ts'
export { connectWindow } from './window.ts'
