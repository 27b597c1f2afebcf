import type { SessionView } from '@einwohnerportal/cases';
import { pageHead, wrap } from '@einwohnerportal/ui';
import { reply } from './layout.ts';
import type { Visit } from './visit.ts';

/** Signed in, but no authority gave this person an office. */
export function showNoOffice(visit: Visit, session: SessionView): Promise<Response> {
  const { t } = visit;
  const main = pageHead({ sentence: t('interface.noOffice.title'), lead: t('interface.noOffice.text') });
  return reply(visit, { title: t('interface.noOffice.title'), main: wrap(main), session }, 403);
}
