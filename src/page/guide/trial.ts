/** What a newcomer is invited to try, in this order. */
export const trials = ['app', 'wrongCode', 'minute', 'reload', 'lostReply', 'noConnection', 'slow'] as const

export type Trial = (typeof trials)[number]
