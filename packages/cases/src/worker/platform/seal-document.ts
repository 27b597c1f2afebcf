import { keepContent } from '../../documents/content.ts';
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
  const { file } = job.inputs as { file: string };
  const draft = await readKept(context.pool, context.files, jobCase.caseId, file);
  if (!draft) throw new CasesError('document-unknown', 'expected a rendered document of this case to seal, got none');
  const id = uuidOf(`document ${job.idempotencyKey}`);
  const signing = job.kind === 'documents.sign';
  const outputs = signing ? { file: id, signedAt: job.createdAt } : { file: id, verification: draft.code, sealedAt: job.createdAt };
  if (await documentOfStep(context.pool, jobCase.caseId, job.idempotencyKey)) return { state: 'done', outputs };
  const { authority } = context.catalogue().authorities.byOffice(jobCase.office)!;
  const bytes = await context.sealer.seal({
    pdf: draft.bytes,
    authority: authority.names.de ?? authority.id,
    reason: jobCase.reference,
    at: job.createdAt,
    signal: AbortSignal.timeout(SEAL_MS),
  });
  const content = await keepContent(context.files, bytes);
  return {
    state: 'done',
    outputs,
    write: (client) =>
      keepDocument(client, {
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
      }),
  };
};
