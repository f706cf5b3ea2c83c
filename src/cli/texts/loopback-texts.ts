/** What the servers of `demo --web`, `inspect` and `--inspect` say, and what `--port` must be. */
export interface LoopbackTexts {
  /** Somebody opened a link that was used before; a new one follows. */
  readonly linkSpent: string
  readonly portWrong: string
  readonly portTaken: (port: number, isInUse: boolean) => string
}

export const enLoopbackTexts: LoopbackTexts = {
  linkSpent: 'That link has been used. Here is a new one; the browser that is in needs none:',
  portWrong: '--port must be a number from 0 to 65535; 0 takes a free one',
  portTaken: (port, isInUse) =>
    isInUse
      ? `Port ${port} is in use: stop the program that listens there, or choose another --port (0 takes a free one)`
      : `Port ${port} cannot be listened on: choose another --port (0 takes a free one)`,
}

export const zhCNLoopbackTexts: LoopbackTexts = {
  linkSpent: '该链接已使用过。新的链接如下；已打开页面的浏览器不需要它：',
  portWrong: '--port 必须是 0 到 65535 之间的数字；0 表示任选一个空闲端口',
  portTaken: (port, isInUse) =>
    isInUse
      ? `端口 ${port} 已被占用：请停止占用它的程序，或用 --port 选择其他端口（0 表示任选一个空闲端口）`
      : `无法监听端口 ${port}：请用 --port 选择其他端口（0 表示任选一个空闲端口）`,
}
