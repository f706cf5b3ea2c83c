export {
  inspectOverWebSocket,
  type InspectOverWebSocketOptions,
  type WebSocketInspector,
} from './inspect-over-web-socket.ts'
