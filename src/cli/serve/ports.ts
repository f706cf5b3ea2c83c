import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import type { Setting } from './setting.ts'

interface Place {
  readonly option: string
  readonly port: number
  readonly hostname: string
}

const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(hostname)
const isEverywhere = (hostname: string): boolean => hostname === '0.0.0.0' || hostname === '::'

const overlap = (one: Place, other: Place): boolean =>
  one.port === other.port &&
  (one.hostname === other.hostname ||
    isEverywhere(one.hostname) ||
    isEverywhere(other.hostname) ||
    (isLoopback(one.hostname) && isLoopback(other.hostname)))

/** Where this process is to listen. 0 is whatever is free. */
const ownPlaces = ({ listener, metrics, carrier }: Setting): readonly Place[] =>
  [
    { option: '--port', ...listener },
    ...(metrics === null ? [] : [{ option: '--metrics-port', ...metrics }]),
    ...(carrier.engine === 'restate'
      ? [{ option: '--restate-endpoint-port', ...carrier.restate.endpoint }]
      : []),
  ].filter(({ port }) => port !== 0)

const usualPort = (protocol: string): number => (protocol === 'https:' ? 443 : 80)

const placeOf = (option: string, address: string): Place => {
  const { hostname, port, protocol } = new URL(address)
  return { option, hostname, port: port === '' ? usualPort(protocol) : Number(port) }
}

/** Where Restate listens on this machine. */
const placesOfRestate = ({ carrier }: Setting): readonly Place[] =>
  carrier.engine === 'restate'
    ? [
        placeOf('--restate-ingress', carrier.restate.ingress),
        placeOf('--restate-admin', carrier.restate.admin),
      ].filter(({ hostname }) => isLoopback(hostname))
    : []

/**
 * Two ports that are one would be found out only once the process listens at the first of them, and then by whoever
 * comes second, which may be Restate.
 *
 * @throws UsageError naming both options.
 */
export const refusePortsTwice = (setting: Setting, { serve }: Pick<CliTexts, 'serve'>): void => {
  const [own, others] = [ownPlaces(setting), placesOfRestate(setting)]
  for (const [index, place] of own.entries()) {
    const ofRestate = others.find((other) => overlap(place, other))
    if (ofRestate !== undefined)
      throw new UsageError(serve.portOfRestate(place.option, place.port, ofRestate.option))
    const twin = own.slice(index + 1).find((other) => overlap(place, other))
    if (twin !== undefined) throw new UsageError(serve.portTwice(place.option, twin.option))
  }
}
