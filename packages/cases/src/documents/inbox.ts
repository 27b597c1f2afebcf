import { PRINCIPALS, REPRESENTED } from '../request/mine.ts';
import { textArguments, frameCase } from '../case-view/view-case.ts';
import { loadCasesById, type CaseRow } from '../case-view/load-cases.ts';
import { interfaceTexts } from '../case-view/texts.ts';
import { caseView } from '../case-view/read-case.ts';
import type { InboxMessage, Scope } from '../types.ts';

interface MessageRow {
  message_id: string;
  case_id: string;
  at: Date;
  read_at: Date | null;
  kind: string;
  args: Record<string, unknown>;
  documents: string[];
  words: string | null;
}

const COLUMNS = 'message_id, case_id, at, read_at, kind, args, documents, words';

/** The person's inbox, newest first. */
export async function listInbox(scope: Scope, lang: string): Promise<InboxMessage[]> {
  const { rows } = await scope.client.query<MessageRow>(
    `select ${COLUMNS} from cases.messages where (recipient = any (${PRINCIPALS}) or recipient = ${REPRESENTED}) order by at desc limit 200`,
  );
  const cases = new Map((await loadCasesById(scope, [...new Set(rows.map((row) => row.case_id))])).map((row) => [row.case_id, row]));
  return rows.flatMap((message) => {
    const row = cases.get(message.case_id);
    return row ? [messageView(scope, message, row, lang)] : [];
  });
}

/** One message; reading it for the first time is noted. Null when there is no such message of this person. */
export async function readMessage(scope: Scope, id: string, lang: string): Promise<InboxMessage | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const { rows } = await scope.client.query<MessageRow>(
    // For whom it is has not read it when a representative has.
    scope.session?.acting
      ? `select ${COLUMNS} from cases.messages where message_id = $1 and $2::timestamptz is not null and recipient = ${REPRESENTED}`
      : `update cases.messages set read_at = coalesce(read_at, $2) where message_id = $1 and recipient = any (${PRINCIPALS}) returning ${COLUMNS}`,
    [id, scope.now],
  );
  const [row] = rows[0] ? await loadCasesById(scope, [rows[0].case_id]) : [];
  return rows[0] && row ? messageView(scope, rows[0], row, lang) : null;
}

function messageView(scope: Scope, message: MessageRow, row: CaseRow, lang: string): InboxMessage {
  const frame = frameCase(scope, row, lang);
  const t = interfaceTexts(lang, scope.context.catalogue.authorities.canton.zone);
  const outcome = typeof message.args.outcome === 'string' ? message.args.outcome : (row.outcome ?? 'withdrawn');
  const args = {
    ...textArguments(frame, { until: message.args.until ?? frame.until }),
    outcome: frame.t.has(`outcomes.${outcome}.title`) ? frame.t(`outcomes.${outcome}.title`, textArguments(frame)) : '',
    words: message.words ?? (typeof message.args.words === 'string' ? message.args.words : ''),
    outcomeText: frame.t.has(`outcomes.${outcome}.text`) ? frame.t(`outcomes.${outcome}.text`, textArguments(frame)) : '',
  };
  return {
    id: message.message_id,
    caseReference: row.reference,
    subject: t(`messages.${message.kind}.subject`, args),
    body: t(`messages.${message.kind}.body`, args),
    at: message.at.toISOString(),
    readAt: message.read_at?.toISOString() ?? null,
    from: frame.authority.names[lang === 'de-simple' ? 'de' : lang] ?? frame.authority.id,
    documents: caseView(frame).documents.filter((document) => message.documents.includes(document.id)),
  };
}

export async function countUnread(scope: Scope): Promise<number> {
  const { rows } = await scope.client.query<{ count: string }>(
    `select count(*) from cases.messages where read_at is null and recipient = any (${PRINCIPALS})`,
  );
  return Number(rows[0]?.count ?? 0);
}
