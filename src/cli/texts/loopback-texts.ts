/** Why a server could not listen on a port. */
export type PortFault = 'inUse' | 'noRights' | 'other'

/** What the servers of `demo --web`, `inspect` and `--inspect` say, and what `--port` of any server must be. */
export interface LoopbackTexts {
  /** Somebody opened a link that was used before; a new one follows. */
  readonly linkSpent: string
  readonly portWrong: string
  readonly portRefused: (port: number, fault: PortFault) => string
}

const enPortRefused = (port: number, fault: PortFault): string => {
  switch (fault) {
    case 'inUse':
      return `Port ${port} is in use: stop the program that listens there, or choose another --port (0 takes a free one)`
    case 'noRights':
      return `Port ${port} needs more rights than this program has: choose a --port above 1023 (0 takes a free one)`
    case 'other':
      return `Port ${port} cannot be listened on: choose another --port (0 takes a free one)`
  }
}

export const enLoopbackTexts: LoopbackTexts = {
  linkSpent: 'That link has been used. Here is a new one; the browser that is in needs none:',
  portWrong: '--port must be a number from 0 to 65535; 0 takes a free one',
  portRefused: enPortRefused,
}

const zhPortRefused = (port: number, fault: PortFault): string => {
  switch (fault) {
    case 'inUse':
      return `端口 ${port} 已被占用：请停止占用它的程序，或用 --port 选择其他端口（0 表示任选一个空闲端口）`
    case 'noRights':
      return `本程序无权使用端口 ${port}：请用 --port 选择大于 1023 的端口（0 表示任选一个空闲端口）`
    case 'other':
      return `无法监听端口 ${port}：请用 --port 选择其他端口（0 表示任选一个空闲端口）`
  }
}

export const zhCNLoopbackTexts: LoopbackTexts = {
  linkSpent: '该链接已使用过。新的链接如下；已打开页面的浏览器不需要它：',
  portWrong: '--port 必须是 0 到 65535 之间的数字；0 表示任选一个空闲端口',
  portRefused: zhPortRefused,
}
