import { CasesError } from '../errors.ts';
import { withSession } from '../request/scope.ts';
import type { CasesContext } from '../types.ts';

/** What somebody says about a service: not who, not about which case. */
export interface Feedback {
  /** Made with the page: the same sent twice counts once. */
  id: string;
  service: string;
  language: string;
  /** 5 very easy … 1 very hard. */
  ease: number;
  words: string | null;
}

export const LONGEST_FEEDBACK = 2000;

/** Keeps what somebody says, without the session it came with. @throws CasesError `feedback-invalid` */
export async function giveFeedback(context: CasesContext, { id, service, language, ease, words }: Feedback): Promise<void> {
  if (!Number.isInteger(ease) || ease < 1 || ease > 5 || (words?.length ?? 0) > LONGEST_FEEDBACK)
    throw new CasesError('feedback-invalid', 'expected feedback with a number from 1 to 5 and short words, got another');
  await withSession(context, null, ({ client, today }) =>
    client.query(
      'insert into cases.feedback (feedback_id, given_on, ease, service, language, words) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
      [id, today, ease, service, language, words],
    ),
  );
}

export interface FeedbackFigure {
  answers: number;
  /** Of them, who found it easy or very easy. */
  easy: number;
}

/** How people found each service, by its id; services without an answer are not there. */
export async function feedbackFigures(context: Pick<CasesContext, 'pool'>): Promise<Map<string, FeedbackFigure>> {
  const { rows } = await context.pool.query<FeedbackFigure & { service: string }>(
    'select service, answers, easy from cases.feedback_figures()',
  );
  return new Map(rows.map(({ service, ...figure }) => [service, figure]));
}
