import type { HistoryCase, HistoryEvent, HistoryPiece } from './types.ts';

/**
 * What happened to a step, in the words of the standard lifecycle (IEEE 1849-2016, lifecycle extension, transition model «standard»).
 * What the standard has no word for is `unknown` and keeps our word beside it.
 */
const TRANSITIONS: Record<string, string> = {
  entered: 'start',
  completed: 'complete',
  cancelled: 'ate_abort',
  failed: 'suspend',
  suspended: 'suspend',
  resumed: 'resume',
  skipped: 'manualskip',
  claimed: 'assign',
  rerouted: 'reassign',
};

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace"><string key="concept:name" value="unknown"/></global>
  <global scope="event"><string key="concept:name" value="unknown"/><date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/><string key="lifecycle:transition" value="unknown"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Transition" keys="concept:name lifecycle:transition"/>
  <string key="concept:name" value="Einwohnerportal"/>
  <string key="lifecycle:model" value="standard"/>
`;

/**
 * The history as an event log of IEEE 1849-2016 (XES): a trace for each case, an event for each thing that happened to a step. Commands
 * without effect are left out: nothing happened.
 */
export async function* toXes(pieces: AsyncIterable<HistoryPiece>): AsyncGenerator<string> {
  yield HEAD;
  let open = false;
  for await (const piece of pieces) {
    if ('case' in piece) {
      yield `${open ? '  </trace>\n' : ''}  <trace>\n${traceAttributes(piece.case)}`;
      open = true;
    } else if (piece.event.result === 'done') yield eventsOf(piece.event);
  }
  yield `${open ? '  </trace>\n' : ''}</log>\n`;
}

function traceAttributes(each: HistoryCase): string {
  return [
    string('concept:name', each.id),
    string('service', each.service),
    string('version', each.version),
    string('authority', each.authority),
    string('channel', each.channel),
    date('submittedOn', `${each.submittedOn}T00:00:00.000Z`),
    each.closedAt ? date('closedAt', each.closedAt) : '',
    string('outcome', each.outcome),
    each.names ? string('names', JSON.stringify(each.names)) : '',
  ]
    .filter(Boolean)
    .map((line) => `    ${line}\n`)
    .join('');
}

function eventsOf(event: HistoryEvent): string {
  return event.path
    .map((entry) => {
      const transition = TRANSITIONS[entry.what] ?? 'unknown';
      const attributes = [
        string('concept:name', entry.name ?? entry.element),
        string('concept:instance', entry.element),
        date('time:timestamp', event.at),
        string('lifecycle:transition', transition),
        transition === 'unknown' ? string('lifecycle:state', entry.what) : '',
        string('org:role', entry.party),
        string('org:resource', event.by),
        string('process', entry.processId),
        string('command', event.type),
        string('code', event.code),
      ];
      return `    <event>${attributes.join('')}</event>\n`;
    })
    .join('');
}

function string(key: string, value: string | null): string {
  return value === null ? '' : `<string key="${key}" value="${escaped(value)}"/>`;
}

function date(key: string, value: string): string {
  return `<date key="${key}" value="${escaped(value)}"/>`;
}

/** For an attribute of XML 1.0; signs that XML cannot hold are replaced. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
