import { connectionOptions, languageOption } from './account-options.ts'
import type { Command } from './command.ts'

const { host, 'app-id': appId, brand } = connectionOptions

export const serve = {
  name: 'serve',
  about: 'enrollments over HTTP, for your own pages and apps',
  usage: [
    'serve --port 8080 --db enrollments.db',
    'serve --port 8080 --db postgres://enrollments@db.internal/mfa',
    'serve --port 8000 --engine restate',
  ],
  arguments: [],
  options: {
    port: {
      type: 'string',
      section: 'Server',
      value: 'N',
      default: '8080',
      about: 'the port to listen on; 0 takes a free one',
    },
    hostname: {
      type: 'string',
      section: 'Server',
      value: 'NAME',
      default: '127.0.0.1',
      about: 'the address to listen on; 0.0.0.0 lets other machines in',
    },
    'base-path': {
      type: 'string',
      section: 'Server',
      value: 'PATH',
      about: 'what stands before every path, such as /mfa',
    },
    db: {
      type: 'string',
      section: 'Server',
      value: 'FILE|URL',
      variable: 'MFA_ENROLL_DB',
      about: 'an SQLite file, or postgres://USER@HOST/DATABASE with its password in PGPASSWORD',
    },
    'max-connections': {
      type: 'string',
      section: 'Server',
      value: 'N',
      default: '5000',
      about: 'how many connections there may be at once; each stream is one',
    },
    'drain-seconds': {
      type: 'string',
      section: 'Server',
      value: 'N',
      default: '0',
      about: 'how long to go on after SIGTERM, while /readyz says no, so that a balancer notices',
    },
    'metrics-port': {
      type: 'string',
      section: 'Server',
      value: 'N',
      about: 'serve /metrics and /recordings here, to whoever can reach it; 0 takes a free port',
    },
    'metrics-hostname': {
      type: 'string',
      section: 'Server',
      value: 'NAME',
      // No default: what is typed without --metrics-port does nothing, and is refused.
      about: 'the address of that port; else 127.0.0.1',
    },
    'log-subject': {
      type: 'boolean',
      section: 'Server',
      about: 'name people in the log: the subject of their access token, in what they asked for and removed',
    },
    host,
    'app-id': appId,
    brand,
    engine: {
      type: 'string',
      section: 'Restate',
      choices: ['store', 'restate'],
      default: 'store',
      about:
        'what carries enrollments: the store that --db names, or Restate; then --db has the limits alone',
    },
    'restate-ingress': {
      type: 'string',
      section: 'Restate',
      value: 'URL',
      default: 'http://127.0.0.1:8080',
      about: 'where Restate takes requests: its ingress',
    },
    'restate-admin': {
      type: 'string',
      section: 'Restate',
      value: 'URL',
      default: 'http://127.0.0.1:9070',
      about: 'where this process registers: its admin interface',
    },
    'restate-endpoint-port': {
      type: 'string',
      section: 'Restate',
      value: 'N',
      default: '9080',
      about: 'the port that Restate calls; 0 takes a free one',
    },
    'restate-endpoint-hostname': {
      type: 'string',
      section: 'Restate',
      value: 'NAME',
      default: '127.0.0.1',
      about: 'the address of that port; 0.0.0.0 lets Restate in from other machines',
    },
    'restate-endpoint-uri': {
      type: 'string',
      section: 'Restate',
      value: 'URL',
      about: 'how Restate reaches that port, such as their balancer; else http://127.0.0.1:PORT',
    },
    'restate-identity-key': {
      type: 'string',
      section: 'Restate',
      value: 'KEYS',
      about:
        'take requests on that port from the Restate alone that signs with this key (publickeyv1_…); several separated by commas',
    },
    issuer: {
      type: 'string',
      section: 'Who may',
      value: 'URL',
      about: 'who issues the access tokens; else HOST/oidc',
    },
    audience: {
      type: 'string',
      section: 'Who may',
      value: 'NAME',
      about:
        'what access tokens are for, of several one, separated by commas; else the id of the application',
    },
    userinfo: {
      type: 'boolean',
      section: 'Who may',
      about: 'ask userinfo whose a token is, for tokens that are no JWTs',
    },
    origin: {
      type: 'string',
      section: 'Who may',
      value: 'ORIGINS',
      about: 'pages that may call it, such as https://app.example.com; several separated by commas',
    },
    'trust-proxy': {
      type: 'string',
      section: 'Who may',
      value: 'N',
      default: '0',
      about: 'how many proxies of yours a request passes: so much of X-Forwarded-For is believed',
    },
    'allow-country': {
      type: 'string',
      section: 'Limits',
      value: 'CODES',
      about: 'send SMS to these country codes alone: +86,+49',
    },
    limits: {
      type: 'string',
      section: 'Limits',
      value: 'LIMITS',
      about: 'change limits, as in day=2000/86400,country=off: so many within so many seconds',
    },
    ...languageOption,
  },
  notes: [
    'MFA_ENROLL_KEY, or MFA_ENROLL_KEY_FILE, holds the key that seals what is stored: mfa-enroll key makes one. It logs to standard output, a JSON line for each request and for each event of the audit, without secrets and contact data. SIGTERM and Ctrl-C end it: streams are closed, and calls under way are waited for, ten seconds at most. With --drain-seconds it goes on before that, and a second signal ends the wait.',
    'With --engine restate it keeps nothing but what it counts for the limits: in memory, or where --db or MFA_ENROLL_DB says. It registers with Restate at its start, and listens on a port for it beside its own; its own port must not be that of the ingress.',
    'It speaks plain HTTP: put a proxy that speaks TLS before it, and name their number with --trust-proxy.',
  ],
} as const satisfies Command
