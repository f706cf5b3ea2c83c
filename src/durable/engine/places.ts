/** Places for calls that commands are about to begin, so that many at once do not take the same room. */
export const createPlaces = (room: (promised: number) => number) => {
  let promised = 0
  const hasRoom = (): boolean => room(promised) > 0

  return {
    hasRoom,
    /** A place for a call that a command may begin. `leave` it when the call has begun, or will not. */
    place: () => {
      let isTaken = false
      return {
        take: (): boolean => {
          if (isTaken) return true
          isTaken = hasRoom()
          if (isTaken) promised += 1
          return isTaken
        },
        leave: () => {
          if (isTaken) promised -= 1
          isTaken = false
        },
      }
    },
  }
}
