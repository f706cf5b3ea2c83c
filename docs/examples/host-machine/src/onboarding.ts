import { provideService, type Bound, type Command, type EnrollmentService } from 'mfa-enrollment'
import { assign, sendTo, setup } from 'xstate'

/** A host's own machine: a welcome, then a second factor, and the account is ready. */
export const onboardingWith = (service: EnrollmentService) =>
  setup({
    types: {
      input: {} as { readonly name: string },
      context: {} as { readonly name: string; readonly hasSecondFactor: Bound },
      events: {} as
        | { readonly type: 'welcome.read' }
        | { readonly type: 'enrollment.told'; readonly command: Command },
      output: {} as { readonly name: string; readonly hasSecondFactor: Bound },
      children: {} as { readonly enrollment: 'enrollment' },
    },
    // Give createActor the same clock, if it is not the system's.
    actors: { enrollment: provideService(service, { now: Date.now }) },
  }).createMachine({
    id: 'onboarding',
    context: ({ input }) => ({ name: input.name, hasSecondFactor: 'no' }),
    initial: 'welcoming',
    states: {
      welcoming: { on: { 'welcome.read': 'securing' } },
      securing: {
        invoke: {
          id: 'enrollment',
          src: 'enrollment',
          input: () => ({ enrollmentId: crypto.randomUUID() }),
          // Whoever subscribes to this machine then hears of every step of the enrollment as well.
          onSnapshot: {},
          onDone: {
            target: 'ready',
            actions: assign({
              hasSecondFactor: ({ event: { output } }) => (output.status === 'done' ? 'yes' : output.bound),
            }),
          },
        },
        on: {
          // "Not now" is a command too: in the middle of a bind it waits for the outcome. Leaving this state would not.
          'enrollment.told': { actions: sendTo('enrollment', ({ event }) => event.command) },
        },
      },
      ready: { type: 'final' },
    },
    output: ({ context }) => context,
  })
