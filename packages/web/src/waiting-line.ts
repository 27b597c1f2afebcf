/** A place in the line: who came earlier is let in earlier. */
export interface Place {
  /** Drawn at random. */
  id: string;
  /** When the person came, in milliseconds. */
  at: number;
}

/** How often the page of somebody who waits renews itself. */
export const RENEW_SECONDS = 20;
/** Whoever did not ask for so long has gone, and holds nobody up any more. */
const GONE_MS = 4 * RENEW_SECONDS * 1000;
const SWEEP_MS = 5000;
const MOST = 100_000;

export interface WaitingLine {
  /** People who wait now. */
  size(): number;
  /** Keeps the place for as long as it is asked for again; gives how many people stand before it. */
  stand(place: Place): number;
  /** Let in: the place is nobody's any more. */
  leave(place: Place): void;
}

interface Held extends Place {
  seen: number;
}

/**
 * The people who wait for one process, in the order in which they came. A place says itself when its person came, so each process of several
 * keeps the same order among those who ask it.
 */
export function createWaitingLine(now: () => number = Date.now): WaitingLine {
  let held: Held[] = [];
  let swept = now();
  const sweep = (): void => {
    if (now() - swept < SWEEP_MS) return;
    swept = now();
    held = held.filter(({ seen }) => swept - seen <= GONE_MS);
  };
  return {
    size() {
      sweep();
      return held.length;
    },
    stand(place) {
      sweep();
      const index = indexOf(held, place);
      const known = held[index];
      if (known?.id === place.id) known.seen = now();
      else if (held.length < MOST) held.splice(index, 0, { ...place, seen: now() });
      return index;
    },
    leave(place) {
      const index = indexOf(held, place);
      if (held[index]?.id === place.id) held.splice(index, 1);
    },
  };
}

/** Where a place stands or belongs: the first that came no earlier. */
function indexOf(held: readonly Held[], { at, id }: Place): number {
  let [low, high] = [0, held.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { at: other, id: otherId } = held[middle]!;
    if (other < at || (other === at && otherId < id)) low = middle + 1;
    else high = middle;
  }
  return low;
}
