import { PRINCIPALS, REPRESENTED, takesPart } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope, Talk, TalkMessage } from '../types.ts';
import type { CaseRow } from '../case-view/load-cases.ts';
import { loadCase, loadCaseById } from '../case-view/load-cases.ts';
import { officeName } from '../case-view/view-case.ts';

interface TalkRow {
  author: string;
  message_id: string;
  at: Date;
  read_at: Date | null;
  sender: string;
  recipient: string;
  author_name: string | null;
  words: string;
  files: { id: string; filename: string; size: number; mediaType: string; state: string }[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the person of a case and its office wrote to each other, oldest first. Reading it is noted for the other side. Null: no such case. */
export async function readTalk(scope: Scope, reference: string, lang: string): Promise<Talk | null> {
  const row = await loadCase(scope, reference);
  return row && talkOf(scope, row, lang, false);
}

/** The same for an office, with what it noted for itself. The look is recorded with the purpose of answering. */
export async function readOfficeTalk(scope: Scope, caseId: string, lang: string): Promise<Talk | null> {
  const row = UUID.test(caseId) ? await loadCaseById(scope, caseId) : null;
  const office = row && ownOffice(scope, row);
  if (!row || !office) return null;
  const session = requireSession(scope);
  await scope.client.query(
    `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose) values ($1, $2, $3, $4, $5, 'talk.purpose')`,
    [scope.now, row.case_id, session.principal, session.displayName, office],
  );
  const talk = await talkOf(scope, row, lang, true);
  const { rows } = await scope.client.query<{ at: Date; author_name: string; words: string }>(
    `select at, author_name, words from cases.notes where case_id = $1 and office = any (${PRINCIPALS}) order by at`,
    [row.case_id],
  );
  return { ...talk, notes: rows.map((note) => ({ at: note.at.toISOString(), author: note.author_name, words: note.words })) };
}

/** The office of the session that takes part in a case: the one in charge before others; null: none. */
export function ownOffice(scope: Scope, row: Pick<CaseRow, 'office'>): string | null {
  const offices = scope.session?.memberships.map(({ office }) => office) ?? [];
  return offices.find((office) => office === row.office) ?? null;
}

async function talkOf(scope: Scope, row: CaseRow, lang: string, office: boolean): Promise<Talk> {
  const mine = `recipient = any (${PRINCIPALS})`;
  const seen = `(${mine} or m.sender = any (${PRINCIPALS}) or m.recipient = ${REPRESENTED} or m.sender = ${REPRESENTED})`;
  // What a representative reads stays unread for the person.
  if (!scope.session?.acting)
    await scope.client.query(
      `update cases.messages set read_at = $2 where case_id = $1 and kind = 'written' and read_at is null and ${mine}`,
      [row.case_id, scope.now],
    );
  const { rows } = await scope.client.query<TalkRow>(
    `select m.message_id, m.author, m.at, m.read_at, m.sender, m.recipient, ${office ? 'm.author_name' : 'm.representative_name'} as author_name, m.words,
       coalesce((select json_agg(json_build_object('id', f.file_id, 'filename', f.filename, 'size', f.size, 'mediaType', f.media_type, 'state', f.state) order by f.file_id)
         from cases.files f where f.message_id = m.message_id and f.state <> 'refused' and ${takesPart('f')}), '[]') as files
     from cases.messages m where m.case_id = $1 and m.kind = 'written' and ${seen} order by m.at, m.message_id`,
    [row.case_id],
  );
  const found = scope.context.catalogue.authorities.byOffice(row.office);
  return {
    caseId: row.case_id,
    reference: row.reference,
    language: row.language,
    closed: row.closed_at !== null,
    person: row.applicant_name,
    office: found ? officeName(found.office, found.authority, lang) : '',
    messages: rows.map((message) => viewOf(message, row, office)),
    notes: [],
  };
}

function viewOf(message: TalkRow, row: CaseRow, office: boolean): TalkMessage {
  const fromOffice = message.sender.startsWith('office:');
  return {
    id: message.message_id,
    at: message.at.toISOString(),
    readAt: message.read_at?.toISOString() ?? null,
    from: fromOffice ? 'office' : 'person',
    mine: fromOffice === office,
    author: fromOffice ? message.author_name : writerOf(message, row, office),
    words: message.words,
    files: message.files,
  };
}

/** Who wrote for the person's side: for an office the person, or the representative for the person; for the person only who else it was. */
function writerOf(message: TalkRow, row: CaseRow, office: boolean): string | null {
  if (message.author === message.sender) return office ? row.applicant_name : null;
  return office ? `${message.author_name} (${row.applicant_name})` : message.author_name;
}
