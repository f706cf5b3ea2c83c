/** The other end, which parses with XState 4: what a viewer is made of. */
export { createWebSocketReceiver, createWindowReceiver } from '@xstate/inspect'
