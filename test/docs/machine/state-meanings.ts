/** What each state is for, in a sentence or two, by its key. A state without one does not get into docs/machine.md. */
export const stateMeanings: Readonly<Record<string, string>> = {
  idle: 'Nothing has been asked for; the person chooses a factor, and where codes are sent to. A request that failed and may be repeated ends here, with its error.',
  requesting:
    'The service is asked for an `enrollmentToken`, and to send a code where the factor has one. To cancel here is safe, for nothing can be bound yet.',
  awaitingCode:
    'The token is open, for a minute from the moment its request left, and the person has to bring the code (or the photo). A wrong code comes back to here and does not restart the minute.',
  binding:
    'The code is with the service. This cannot be cancelled any more: a cancellation is remembered, and counts once it is known how the call ended.',
  reconciling:
    'The reply to a bind got lost, so it may have worked. The list of factors is compared with that of before; nothing is bound a second time.',
  asking: 'The service is asked which factors the account has now.',
  pausing: 'A bind may show up late in the list: a moment later it is asked again, three times in all.',
  savingRecoveryCode:
    'The factor is bound, and its recovery code is on show, for the only time. It ends when the person says that the code is saved, or leaves without it. Authenticator apps only.',
  expired:
    'The token is dead: the minute is over, or the service takes it no more. A new one is asked for with `enrollment.renewed`, never by itself.',
  failed:
    'What happened cannot be mended by trying the same again; `bound` says whether the account has the factor. `enrollment.restarted` begins anew.',
  done: 'The factor is bound. The end.',
  cancelled: 'The person left; `bound` says whether the account has the factor all the same. The end.',
}
