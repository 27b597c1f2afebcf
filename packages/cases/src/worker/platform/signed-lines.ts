import { interfaceTexts } from '../../case-view/texts.ts';
import { doersOf } from '../../deliveries/signatories.ts';
import type { JobCase, WorkerContext } from '../types.ts';

/**
 * Lines under a document that say who answers for it: `signatories` of the data names the steps whose doer signed and drafted it, e.g.
 * `{signed: "approve", drafted: "draft"}`. Empty without it.
 */
export async function signedLines(context: WorkerContext, jobCase: JobCase, signatories: unknown, lang: string): Promise<string[]> {
  const { drafted, signed } = (signatories ?? {}) as { drafted?: string; signed?: string };
  if (!signed && !drafted) return [];
  const doers = await doersOf(
    context.pool,
    jobCase.caseId,
    [signed, drafted].filter((element) => typeof element === 'string'),
  );
  const own = interfaceTexts(lang, context.catalogue().authorities.canton.zone);
  const line = (word: string, element?: string): string[] => {
    const name = doers[element ?? ''];
    return name === undefined ? [] : [own(`remedies.${word}`, { name })];
  };
  return [...line('signedBy', signed), ...line('draftedBy', drafted)];
}
