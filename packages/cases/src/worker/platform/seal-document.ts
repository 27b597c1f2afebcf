import { CasesError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import type { PlatformCapability } from '../types.ts';
import { keepDocument, readKept } from './keep-document.ts';

/**
 * documents.seal and documents.sign: the rendered draft becomes the issued document, sealed in the name of the authority. The same
 * document serves again when the job repeats.
 */
export const sealDocument: PlatformCapability = async ({ context, job, jobCase, now }) => {
  const { file } = job.inputs as { file: string };
  const draft = await readKept(context.pool, jobCase.caseId, file);
  if (!draft) throw new CasesError('document-unknown', 'expected a rendered document of this case to seal, got none');
  const { authority } = context.catalogue().authorities.byOffice(jobCase.office)!;
  const bytes = await context.sealer.seal({
    pdf: draft.bytes,
    authority: authority.names.de ?? authority.id,
    reason: jobCase.reference,
    at: job.createdAt,
  });
  const id = uuidOf(`document ${job.idempotencyKey}`);
  const signing = job.kind === 'documents.sign';
  return {
    state: 'done',
    outputs: signing ? { file: id, signedAt: job.createdAt } : { file: id, verification: draft.code, sealedAt: job.createdAt },
    write: (client) =>
      keepDocument(client, {
        id,
        caseId: jobCase.caseId,
        at: now,
        output: draft.output,
        state: 'issued',
        language: draft.language,
        bytes,
        code: draft.code,
        filename: draft.filename,
        stepKey: job.idempotencyKey,
        // A ruling takes effect by its notification: the person sees it from then on, the office at once.
        readers: signing ? [jobCase.competent] : [jobCase.competent, 'applicant'],
      }),
  };
};
