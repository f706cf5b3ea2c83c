import * as t from 'io-ts'

/** What the viewer says to the page around it. The mark tells it from whatever else pages say to each other. */
export const FromViewer = t.union([
  t.type({ mfaEnrollment: t.literal('viewer'), type: t.literal('subscribe') }),
  t.type({
    mfaEnrollment: t.literal('viewer'),
    type: t.literal('send'),
    number: t.number,
    enrollmentId: t.string,
    command: t.unknown,
  }),
])
export type FromViewer = t.TypeOf<typeof FromViewer>

/** What the page says to the viewer. */
export const FromPage = t.union([
  // The page listens from now on: what a viewer said before is lost.
  t.type({ mfaEnrollment: t.literal('page'), type: t.literal('ready') }),
  t.type({ mfaEnrollment: t.literal('page'), type: t.literal('subscribed') }),
  t.type({ mfaEnrollment: t.literal('page'), type: t.literal('frame'), frame: t.unknown }),
  t.type({
    mfaEnrollment: t.literal('page'),
    type: t.literal('answer'),
    number: t.number,
    answer: t.unknown,
  }),
])
export type FromPage = t.TypeOf<typeof FromPage>
