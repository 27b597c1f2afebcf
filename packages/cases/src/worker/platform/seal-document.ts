import { keepContent } from '../../documents/content.ts';
import { doersOf } from '../../deliveries/signatories.ts';
import { CasesError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import type { PlatformCapability } from '../types.ts';
import { documentOfStep, keepDocument, readKept } from './keep-document.ts';

/** A signing provider gets this long, with its time stamp. */
const SEAL_MS = 30_000;

/**
 * documents.seal and documents.sign: the rendered draft becomes the issued document, sealed in the name of the authority. A step that has its
 * document already is not sealed again.
 */
export const sealDocument: PlatformCapability = async ({ context, job, jobCase, now }) => {
  const { file, drafter, signatory } = job.inputs as { file: string; drafter?: string | null; signatory?: string | null };
  const draft = await readKept(context.pool, context.files, jobCase.caseId, file);
  if (!draft) throw new CasesError('document-unknown', 'expected a rendered document of this case to seal, got none');
  const id = uuidOf(`document ${job.idempotencyKey}`);
  const signing = job.kind === 'documents.sign';
  const outputs = signing ? { file: id, signedAt: job.createdAt } : { file: id, verification: draft.code, sealedAt: job.createdAt };
  if (await documentOfStep(context.pool, jobCase.caseId, job.idempotencyKey)) return { state: 'done', outputs };
  const { authorities } = context.catalogue();
  const { authority } = authorities.byOffice(jobCase.office)!;
  const doers = await doersOf(
    context.pool,
    jobCase.caseId,
    [signatory, drafter].filter((element) => typeof element === 'string'),
  );
  const signedBy = doers[signatory ?? ''] ?? null;
  const ruling = jobCase.version.manifest.outputs.find(({ id: output, kind }) => output === draft.output && kind === 'ruling');
  const bytes = await context.sealer.seal({
    pdf: draft.bytes,
    authority: authority.names.de ?? authority.id,
    key: authorities.sealKey(authority.id, signing ? 'sign' : 'seal'),
    reason: signedBy === null ? jobCase.reference : `${jobCase.reference}, ${signedBy}`,
    at: job.createdAt,
    signal: AbortSignal.timeout(SEAL_MS),
  });
  const content = await keepContent(context.files, bytes);
  return {
    state: 'done',
    outputs,
    write: async (client) => {
      if (signing && ruling)
        await client.query(
          `insert into cases.rulings (case_id, document_id, signed_at, output, remedy, drafted_by, signed_by, readers) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
          [
            jobCase.caseId,
            id,
            job.createdAt,
            draft.output,
            ruling.remedies ?? null,
            doers[drafter ?? ''] ?? null,
            signedBy,
            [jobCase.competent],
          ],
        );
      await keepDocument(client, {
        id,
        caseId: jobCase.caseId,
        at: now,
        output: draft.output,
        state: 'issued',
        language: draft.language,
        content,
        code: draft.code,
        filename: draft.filename,
        stepKey: job.idempotencyKey,
        // A ruling takes effect by its notification: the person sees it from then on, the office at once.
        readers: signing ? [jobCase.competent] : [jobCase.competent, 'applicant'],
      });
    },
  };
};
