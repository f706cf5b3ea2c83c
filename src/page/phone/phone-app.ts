/** The apps of the made-up phone. */
export const phoneApps = ['messages', 'mail', 'authenticator'] as const

export type PhoneApp = (typeof phoneApps)[number]
