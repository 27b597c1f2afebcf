import { lastDay } from '../catalogue/calendar.ts';
import type { TimelineEntry } from '../types.ts';
import { pausedTime, type MilestonePoint } from './progress.ts';
import { holderName, iso, officeName, textArguments, type CaseFrame } from './view-case.ts';

/** Past, current, next and last step with dates or the reason why there is none (ux.md checks 14 and 15). */
export function timelineOf(frame: CaseFrame): TimelineEntry[] {
  const { row, progress, version } = frame;
  const main = version.manifest.milestones;
  const reached = progress.reached.filter((point) => !point.inner);
  const past = reached
    .filter((point) => point.state === 'past' && frame.t.has(`${point.milestone}.done`))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order));
  const entries: TimelineEntry[] = past.map((point, index) => pastEntry(frame, point, row.closed_at !== null && index === past.length - 1));
  if (row.closed_at) return entries;
  const now = currentPoint(frame);
  if (now) entries.push(now.entry);
  const left = main.filter((milestone) => !reached.some((point) => point.milestone === milestone));
  // A way that left the main path (a refusal) no longer leads to its end.
  const offPath = reached.some((point) => point.state === 'now' && !main.includes(point.milestone) && isEndingBranch(frame, point));
  if (offPath) return entries;
  left.forEach((milestone, index) => entries.push(comingEntry(frame, milestone, index === left.length - 1)));
  return entries;
}

/** A milestone outside the main path that stands on the way to another outcome: its block is named after an outcome. */
function isEndingBranch(frame: CaseFrame, point: MilestonePoint): boolean {
  const id = point.milestone.split('.').at(-1) ?? '';
  return frame.version.manifest.outcomes.includes(id);
}

function pastEntry(frame: CaseFrame, point: MilestonePoint, last: boolean): TimelineEntry {
  return {
    state: last ? 'last' : 'past',
    turn: null,
    title: frame.t(`${point.milestone}.done`, textArguments(frame, { on: iso(point.at) })),
    who: point.byApplicant ? frame.own('case.you') : officeName(frame.office, frame.authority, frame.lang),
    at: iso(point.at),
    expectedOn: null,
    noDateReason: null,
  };
}

function currentPoint(frame: CaseFrame): { entry: TimelineEntry } | null {
  const step = frame.progress.current;
  if (!step) return null;
  // The caller's milestone is the station; the innermost one is the sentence on top.
  const station = frame.progress.reached
    .filter((point) => point.state === 'now' && !point.inner && frame.t.has(`${point.milestone}.now`))
    .sort((a, b) => a.order - b.order)[0];
  const block = station?.milestone ?? step.properties.milestone!;
  return {
    entry: {
      state: 'now',
      turn: frame.turn,
      title: frame.t(`${block}.now`, textArguments(frame, { until: frame.until ?? frame.scope.today })),
      who: frame.turn === 'you' ? frame.own('case.you') : holderName(frame),
      at: iso(station?.at ?? step.at),
      expectedOn: frame.until,
      noDateReason: frame.until ? null : frame.own('case.noDate.authority', textArguments(frame)),
    },
  };
}

/** The promised day of the end counts from submission without the pauses, once nobody waits for the applicant. */
function comingEntry(frame: CaseFrame, milestone: string, last: boolean): TimelineEntry {
  const { authorities } = frame.scope.context.catalogue;
  const { target } = frame.version.manifest.time;
  const waitsForYou = frame.turn === 'you';
  const since = new Date(Date.parse(iso(frame.row.submitted_at)) + pausedTime(frame.progress, frame.scope.now)).toISOString();
  const promised =
    last && target && !waitsForYou ? lastDay(target, since, authorities.calendar(frame.authority.id), authorities.canton.zone) : null;
  // A day that has passed is no promise any more.
  const expectedOn = promised !== null && promised >= frame.scope.today ? promised : null;
  return {
    state: last ? 'last' : 'next',
    turn: null,
    title: frame.t(`${milestone}.next`, textArguments(frame)),
    who: null,
    at: null,
    expectedOn,
    noDateReason: expectedOn ? null : frame.own(waitsForYou ? 'case.noDate.you' : 'case.noDate.authority', textArguments(frame)),
  };
}
