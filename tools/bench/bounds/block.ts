/** Longest time in milliseconds that the event loop was not free: by the clock, and of the processor's time of this thread. */
export interface Block {
  wall: number;
  cpu: number;
}

/** No block at all. */
export const NONE: Block = { wall: 0, cpu: 0 };

/** The longer of two, each for itself. */
export function longer(one: Block, other: Block): Block {
  return { wall: Math.max(one.wall, other.wall), cpu: Math.max(one.cpu, other.cpu) };
}

/**
 * Looks every 2 ms how much processor time this thread has used since. On a machine that is shared the clock also counts the time others
 * take; this does not.
 */
export function probeProcessor(): { longest(): number } {
  let longest = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longest = Math.max(longest, (used.user + used.system) / 1000);
  }, 2);
  return {
    longest() {
      clearInterval(timer);
      return longest;
    },
  };
}
