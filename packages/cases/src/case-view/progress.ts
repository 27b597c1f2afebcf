import type { PathEntry } from '@einwohnerportal/engine';

/** A step somebody is at now, derived from the events of the machine. */
export interface OpenStep {
  token: number;
  element: string;
  callers: string[];
  party: string | null;
  at: string;
  properties: Record<string, string>;
}

export interface MilestonePoint {
  /** Text block, e.g. `milestones.paid`. */
  milestone: string;
  state: 'past' | 'now';
  /** Past: when it was completed; now: since when. */
  at: string;
  party: string | null;
  order: number;
  /** Reached inside a step that has words of its own: told by the sentence on top, no station of the way. */
  inner: boolean;
  /** The applicant had to do something in it (pay, answer): it was their step. */
  byApplicant: boolean;
}

export interface Progress {
  open: OpenStep[];
  /** The innermost open step that has words; null at the end. */
  current: OpenStep | null;
  /** Milestones in the order they were first reached. */
  reached: MilestonePoint[];
  /** When target and legal periods stood still (property `pauses`), ISO instants; `to` null: still. */
  pauses: { from: string; to: string | null }[];
}

/**
 * Where a case stands, from its events alone (one source for state): open steps, the current one, milestones passed and at work.
 * A milestone that is passed again (a loop) is one entry with its last day.
 */
export function deriveProgress(events: { at: string; path: PathEntry[] }[]): Progress {
  const open = new Map<string, OpenStep>();
  const reached = new Map<string, MilestonePoint>();
  const pauses: Progress['pauses'] = [];
  const pausing = new Set<string>();
  let order = 0;
  for (const event of events) {
    for (const entry of event.path) {
      const { callers = [], party = null } = entry;
      const key = `${entry.token} ${callers.join('/')}/${entry.element}`;
      const milestone = entry.properties?.milestone;
      if (entry.what === 'entered') {
        open.set(key, {
          token: entry.token,
          element: entry.element,
          callers,
          party,
          at: event.at,
          properties: entry.properties ?? {},
        });
        const stations = [...open.values()].filter(
          (step) => step.properties.milestone && step !== open.get(key) && callers.includes(step.element),
        );
        if (entry.properties?.pauses === 'yes' && pausing.add(key).size === 1) pauses.push({ from: event.at, to: null });
        if (entry.properties?.pauses === 'yes' || party === 'applicant') markApplicant(reached, stations);
        if (milestone) {
          const known = reached.get(milestone);
          const inner = stations.length > 0;
          const byApplicant = party === 'applicant' || entry.properties?.pauses === 'yes';
          reached.set(milestone, {
            milestone,
            state: 'now',
            at: event.at,
            party,
            order: known?.order ?? order++,
            inner,
            byApplicant,
          });
        }
      } else if (entry.what === 'completed' || entry.what === 'cancelled') {
        const step = open.get(key);
        open.delete(key);
        if (pausing.delete(key) && pausing.size === 0) pauses.at(-1)!.to = event.at;
        const words = milestone ?? step?.properties.milestone;
        const point = words ? reached.get(words) : undefined;
        if (!point || [...open.values()].some((each) => each.properties.milestone === words)) continue;
        // What was cut off did not happen: its words ("paid on …") must not appear.
        if (entry.what === 'completed') reached.set(words!, { ...point, state: 'past', at: event.at });
        else reached.delete(words!);
      }
    }
  }
  const steps = [...open.values()];
  const speaking = steps.filter((step) => step.properties.milestone).sort((a, b) => b.callers.length - a.callers.length);
  return { open: steps, current: speaking[0] ?? null, reached: [...reached.values()].sort((a, b) => a.order - b.order), pauses };
}

/** Milliseconds that periods have stood still until an instant, of pauses that began at `since` or later. */
export function pausedTime({ pauses }: Pick<Progress, 'pauses'>, until: string, since = ''): number {
  const counted = pauses.filter(({ from }) => since === '' || Date.parse(from) >= Date.parse(since));
  return counted.reduce((sum, { from, to }) => sum + Math.max(0, Date.parse(to ?? until) - Date.parse(from)), 0);
}

function markApplicant(reached: Map<string, MilestonePoint>, stations: OpenStep[]): void {
  for (const station of stations) {
    const point = reached.get(station.properties.milestone!);
    if (point) reached.set(point.milestone, { ...point, byApplicant: true });
  }
}
