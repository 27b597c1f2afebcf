import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createDossierExport } from '@einwohnerportal/archive';
import { inLanguage, param } from '@einwohnerportal/web';
import { asKeeper } from '../../../keepers.ts';
import type { Show } from '../../../visit.ts';

const KEPT = { 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'; sandbox", 'X-Content-Type-Options': 'nosniff' };

/** The list of what was destroyed, one JSON object a line, each with the hash of its chain. */
export const showProof: Show = async (visit) => {
  const found = await asKeeper(visit, async (scope) => visit.site.domain.readDestructions(scope.client, { own: true }));
  if (found instanceof Response) return found;
  const text = found.value.map((each) => `${JSON.stringify(each)}\n`).join('');
  return visit.http.body(text, 200, {
    ...KEPT,
    'Content-Type': 'application/x-ndjson',
    'Content-Disposition': 'attachment; filename="destroyed.jsonl"',
  });
};

/** The case as a dossier for a records system, eCH-0147 T1, as a ZIP in a stream. */
export const showDossier: Show = async (visit) => {
  const { context, domain, files } = visit.site;
  const found = await asKeeper(visit, async (scope) => {
    const taken = await domain.takeDossier(scope, param(visit, 'case'));
    return taken && { ...taken, now: scope.now };
  });
  if (found instanceof Response) return found;
  const { caseFile, authority, now } = found.value;
  const names = context.catalogue.authorities.byId(authority)?.names ?? {};
  const dossier = createDossierExport({
    messageId: randomUUID(),
    producer: {
      authority,
      name: inLanguage(names, visit.lang),
      scheme: context.catalogue.authorities.records(authority).scheme ?? authority,
    },
    recipientId: null,
    at: now,
    instruction: 'information',
    deadline: null,
    test: false,
    caseFiles: [caseFile],
  });
  const stream = dossier.stream(async (sha256) => (await files!.store.open(sha256)).stream);
  return visit.http.body(Readable.toWeb(stream) as ReadableStream, 200, {
    ...KEPT,
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${dossier.name}.zip"`,
  });
};

/** A package that people take to the archive or into the records system themselves, as a ZIP in a stream. */
export const showPackage: Show = async (visit) => {
  const { domain, files } = visit.site;
  const found = await asKeeper(visit, (scope) => domain.takePackage(scope, param(visit, 'transfer')));
  if (found instanceof Response) return found;
  const { name, hash, size } = found.value;
  const { stream } = await files!.store.open(hash);
  return visit.http.body(Readable.toWeb(stream) as ReadableStream, 200, {
    ...KEPT,
    'Content-Type': 'application/zip',
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${name}.zip"`,
  });
};
