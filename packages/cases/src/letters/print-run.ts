import { readFileSync } from 'node:fs';
import { interfaceTexts } from '../case-view/texts.ts';
import { uuidOf, uuidv7 } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { readContent } from '../documents/content.ts';
import { attachmentsOf, SCANNED, type Attachments } from './attachments.ts';
import { readKept } from '../worker/platform/keep-document.ts';
import type { WorkerContext } from '../worker/types.ts';

const TEMPLATE = readFileSync(new URL('./letter-sheets.typ', import.meta.url), 'utf8');

/** Letters of one bundle at most. */
const MOST = 500;

interface LetterRow {
  letter_id: string;
  case_id: string;
  authority: string;
  /** Step that ends when the letter is posted; null: it waits for the proof, or nothing waits. */
  token: number | null;
  step_key: string;
  kind: string;
  address: string[];
  documents: string[];
  reference: string;
  /** Of a message that goes on paper: what it says, in which language, and about which service. */
  words: string | null;
  message_id: string | null;
  language: string;
  service: string;
  service_hash: string;
}

/**
 * Hands the letters that wait to the printer, one bundle for each authority, and lets their cases go on. A run that broke off is made again
 * under its name before a new one begins, so that no letter is lost and none is in two bundles. Gives the number of letters handed over.
 */
export async function runLetters(context: WorkerContext, now: string): Promise<number> {
  if (!context.printer) return 0;
  const { rows: begun } = await context.pool.query<{ run_id: string }>(
    `select distinct run_id from cases.letters where state = 'printing' order by run_id`,
  );
  const runs = begun.map(({ run_id }) => run_id);
  const { rows: waiting } = await context.pool.query<{ authority: string }>(
    `select distinct authority from cases.letters where state = 'waiting' order by authority`,
  );
  for (const { authority } of waiting) {
    const runId = uuidv7(now);
    const { rowCount } = await context.pool.query(
      `update cases.letters set run_id = $1, state = 'printing' where letter_id in
         (select letter_id from cases.letters l where state = 'waiting' and authority = $2 and ${SCANNED}
          order by created_at, letter_id limit ${MOST} for update skip locked)`,
      [runId, authority],
    );
    if (rowCount) runs.push(runId);
  }
  let handed = 0;
  for (const runId of runs) handed += await handOver(context, runId, now);
  return handed;
}

async function handOver(context: WorkerContext, runId: string, now: string): Promise<number> {
  const { rows: letters } = await context.pool.query<LetterRow>(
    `select l.*, c.reference, c.language, c.service, c.service_hash, m.words from cases.letters l join cases.cases c using (case_id)
       left join cases.messages m on m.case_id = l.case_id and m.message_id = l.message_id where l.run_id = $1 and l.state = 'printing' order by l.created_at, l.letter_id`,
    [runId],
  );
  if (letters.length === 0) return 0;
  const parts = [cover(context, letters, now)];
  for (const letter of letters) {
    const attached = await attachmentsOf(context, letter.case_id, letter.message_id);
    const sheets = [addressSheet(context, letter, attached, now), ...attached.pages, ...(await documentsOf(context, letter))];
    parts.push(await context.printer!.join(sheets, false));
  }
  await context.printer!.handOver(`letters-${runId}.pdf`, await context.printer!.join(parts, true));
  const postedOn = localDay(now, context.catalogue().authorities.canton.zone);
  await inTransaction(context.pool, async (client) => {
    await client.query(`update cases.letters set state = 'handed-over', handed_over_at = $2 where run_id = $1 and state = 'printing'`, [
      runId,
      now,
    ]);
    // A registered letter is under way until its proof is there; any other is posted, and nobody proves more.
    await client.query(
      `update cases.notifications n set sent_on = $2, state = case n.channel when 'letter' then 'sent' else n.state end
       from cases.letters l where l.run_id = $1 and n.case_id = l.case_id and n.step_key = l.step_key and n.state = 'under-way'`,
      [runId, postedOn],
    );
    for (const letter of letters) {
      if (letter.token === null) continue;
      const command = { type: 'complete-job' as const, token: letter.token, fence: null, variables: { outcome: 'posted', postedOn } };
      await context.engine.enqueue(client, letter.case_id, uuidOf(`posted ${letter.step_key}`), command, { actor: 'machine' });
    }
  });
  return letters.length;
}

async function documentsOf(context: WorkerContext, letter: LetterRow): Promise<Uint8Array[]> {
  const found = await Promise.all(letter.documents.map((id) => readKept(context.pool, context.files, letter.case_id, id)));
  const bill = await openInvoice(context, letter.case_id);
  return [...found.flatMap((document) => (document ? [document.bytes] : [])), ...(bill ? [bill] : [])];
}

/** The invoice with its QR-bill that the person of a case still owes: it goes along with whatever is posted to them. */
async function openInvoice(context: WorkerContext, caseId: string): Promise<Buffer | null> {
  const { rows } = await context.pool.query<{ content_hash: string }>(
    `select d.content_hash from cases.payment_documents d join cases.payments p using (case_id, payment_id)
     where d.case_id = $1 and d.kind = 'invoice' and p.state = 'open' order by p.created_at desc limit 1`,
    [caseId],
  );
  return rows[0] ? readContent(context.pool, context.files, rows[0].content_hash) : null;
}

function sheet(context: WorkerContext, authority: string, data: object, now: string): Uint8Array {
  const { authorities } = context.catalogue();
  const lang = authorities.byId(authority)?.languages[0] ?? 'de';
  const [year, month, day] = localDay(now, authorities.canton.zone).split('-').map(Number);
  return context.renderer.render({
    template: TEMPLATE,
    files: {},
    data: { lang, document: { year, month, day }, ...data },
    createdAt: `${localDay(now, authorities.canton.zone)}T00:00:00Z`,
    lang,
  });
}

function cover(context: WorkerContext, letters: LetterRow[], now: string): Uint8Array {
  const { authorities } = context.catalogue();
  const [{ authority }] = letters as [LetterRow];
  const own = interfaceTexts(authorities.byId(authority)?.languages[0] ?? 'de', authorities.canton.zone);
  return sheet(
    context,
    authority,
    {
      title: own('letters.cover', { count: letters.length }),
      head: ['number', 'reference', 'place', 'kind'].map((name) => own(`letters.${name}`)),
      rows: letters.map((letter, index) => [String(index + 1), letter.reference, letter.address.at(-1) ?? '', letter.kind]),
    },
    now,
  );
}

function addressSheet(context: WorkerContext, letter: LetterRow, { printed, unprintable }: Attachments, now: string): Uint8Array {
  const authority = context.catalogue().authorities.byId(letter.authority);
  const sender = authority
    ? [
        authority.names.de ?? authority.id,
        [authority.address.street, authority.address.houseNumber].filter(Boolean).join(' '),
        `${authority.address.swissZipCode} ${authority.address.town}`,
      ]
    : [];
  const own = interfaceTexts(letter.language, context.catalogue().authorities.canton.zone);
  const named = (key: string, names: string[]): string[] =>
    names.length > 0 ? [own(key, { count: names.length, names: names.join(', ') })] : [];
  return sheet(
    context,
    letter.authority,
    {
      title: letter.reference,
      address: letter.address,
      sender: sender.filter(Boolean),
      reference: letter.reference,
      ...(letter.words === null
        ? {}
        : {
            lang: letter.language,
            subject: context.catalogue().service(letter.service, letter.service_hash).texts(letter.language)('service.title'),
            words: letter.words.split('\n'),
            attached: [...named('letters.attached', printed), ...named('letters.unprintable', unprintable)],
          }),
    },
    now,
  );
}
