import { LONGEST_FEEDBACK } from '@einwohnerportal/cases';
import { actions, pageHead, secondButton } from '@einwohnerportal/ui';
import { commandId } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound } from '../../problems.ts';
import { serviceWords } from '../../service-words.ts';
import { link, param, whoIsHere, type Act, type Person, type Show, type Visit } from '../../visit.ts';
import { mayTry } from '../verify/attempts.ts';
import { feedbackPage, type FeedbackPageProps } from './feedback-page.ts';

/** Open to everybody, so that it needs no session that could be kept with the answer. */
export const show: Show = async (visit, again) =>
  view(visit, { posted: again?.posted ?? null, errors: [], again: again ?? null, busy: false });

export const act: Act = async (visit, body) => {
  const { t, site } = visit;
  const service = param(visit, 'service');
  if (!site.context.catalogue.has(service)) return showNotFound(visit);
  const ease = /^[1-5]$/.test(body.get('ease') ?? '') ? Number(body.get('ease')) : null;
  const words = (body.get('words') ?? '').trim().normalize('NFC').replaceAll('\u0000', '');
  const errors = [
    ...(ease === null ? [{ control: 'ease', message: t('interface.feedback.missing') }] : []),
    ...(words.length > LONGEST_FEEDBACK ? [{ control: 'words', message: t('interface.feedback.long', { count: LONGEST_FEEDBACK }) }] : []),
  ];
  if (ease === null || errors.length > 0) return view(visit, { posted: body, errors, again: null, busy: false }, 422);
  if (!mayTry(Date.now())) return view(visit, { posted: body, errors: [], again: null, busy: true }, 429);
  await site.domain.giveFeedback(site.context, {
    id: commandId(body),
    service,
    language: visit.lang,
    ease,
    words: words === '' ? null : words,
  });
  return thanks(visit, await whoIsHere(visit));
};

async function view(
  visit: Visit,
  shown: Pick<FeedbackPageProps, 'posted' | 'errors' | 'again' | 'busy'>,
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const { catalogue } = visit.site.context;
  const service = param(visit, 'service');
  if (!catalogue.has(service)) return showNotFound(visit);
  const version = catalogue.service(service);
  const person = await whoIsHere(visit);
  const words = serviceWords(version, visit.lang);
  const main = feedbackPage(visit, { service, words, person, ...shown });
  return reply(
    visit,
    { title: visit.t('interface.feedback.title'), main, person, service: version, faulty: shown.errors.length > 0 },
    status,
  );
}

function thanks(visit: Visit, person: Person | null): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.feedback.thanks'),
    lead: t('interface.feedback.thanksText'),
    children: actions(secondButton({ text: t('interface.feedback.home'), href: link(visit, '/') })),
  });
  return reply(visit, { title: t('interface.feedback.thanks'), main, person });
}
