// Loaded only when somebody chooses the camera.

/** A camera that runs. */
export interface Camera {
  readonly stream: MediaStream
  /** Switches it off; its light goes out. */
  readonly stop: () => void
}

/** Why there is no picture: not allowed, or no camera that could be had. */
export type CameraProblem = 'denied' | 'missing'

const problemOf = (cause: unknown): CameraProblem =>
  cause instanceof DOMException && (cause.name === 'NotAllowedError' || cause.name === 'SecurityError')
    ? 'denied'
    : 'missing'

/**
 * Starts the camera that looks at the person. The browser asks them first. Pages without https have none.
 *
 * @param signal stops it, also while the browser is still asking.
 */
export const startCamera = async (signal: AbortSignal): Promise<Camera | CameraProblem> => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 960 } },
      audio: false,
    })
    const stop = () => {
      for (const track of stream.getTracks()) track.stop()
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    return { stream, stop }
  } catch (cause) {
    return problemOf(cause)
  }
}
