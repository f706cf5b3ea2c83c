/** The environment variables that are read, and what for. */
export const variables: Readonly<Record<string, string>> = {
  GENAUTH_HOST: "the application's address, where there is no --host",
  GENAUTH_APP_ID: "the application's id, where there is no --app-id",
  GENAUTH_ACCESS_TOKEN: "the person's access token, where there is no --access-token-file",
  'MFA_ENROLL_KEY, MFA_ENROLL_KEY_FILE':
    'the keys that seal what serve stores, the newest first; or a file that holds them, not readable for everybody',
  MFA_ENROLL_DB: 'where serve keeps enrollments, where there is no --db; may hold a password',
  PGPASSWORD: 'the password for PostgreSQL, and the other variables of pg',
  'LC_ALL, LC_MESSAGES, LANG':
    'the language, where there is no --lang: Chinese if the first that is set begins with zh',
  MFA_ENROLL_SMTP:
    'the SMTP server of the sandbox, where there is no --smtp; may hold a user name and password',
  NO_COLOR: 'if not empty: no colours',
  FORCE_COLOR: 'if not empty: colours, though the terminal says it has none',
  TERM: 'dumb: as with --plain',
  DEBUG: 'mfa-enroll: after a bug, where it happened',
}
