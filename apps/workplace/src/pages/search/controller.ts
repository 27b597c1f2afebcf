import { toCsv, type FoundCase } from '@einwohnerportal/cases';
import { inSession, redirect, sendDocument, toSignIn } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { onlyOperates, onlyWrites } from '../../operates.ts';
import { ownOffices, type Act, type Show, type Visit } from '../../visit.ts';
import { searchPage, type SearchPageProps } from './search-page.ts';
import { readWish } from './search-wish.ts';

/** Rows of a page, and of a file. */
const SHOWN = 50;
const EXPORTED = 5_000;

export const show: Show = (visit, again) =>
  view(visit, { given: again?.posted ?? new URLSearchParams(), again, said: visit.http.req.query('why') === '1' ? 'noPurpose' : null });

/** Searches, and shows what was found or hands it out as a file. */
export const act: Act = async (visit, body) => {
  const { wish, errors } = readWish(visit, body);
  if (!wish) return view(visit, { given: body, errors });
  const file = (['csv', 'json'] as const).find((each) => each === body.get('then'));
  const found = await inSession(visit, (scope) =>
    visit.site.domain.searchCases(scope, wish, visit.lang, { limit: file ? EXPORTED : SHOWN, exported: Boolean(file) }),
  );
  if (!found) return toSignIn(visit);
  if (!found.value.ok) return view(visit, { given: body, said: 'tooOften' });
  return file ? handOut(visit, file, found.value.rows) : view(visit, { given: body, found: found.value });
};

async function view(visit: Visit, shown: Pick<SearchPageProps, 'given'> & Partial<SearchPageProps>): Promise<Response> {
  const found = await inSession(visit, async () => null);
  if (!found) return toSignIn(visit);
  const { session } = found;
  if (ownOffices(visit, session).length === 0) return showNoOffice(visit, session);
  if (onlyOperates(session)) return redirect(visit, '/operations');
  if (onlyWrites(session)) return redirect(visit, '/services');
  const props = { session, errors: [], found: null, said: null, again: null, ...shown };
  const faulty = props.errors.length > 0;
  return reply(
    visit,
    { title: visit.t('interface.search.title'), main: searchPage(visit, props), session, current: 'search', faulty },
    faulty ? 422 : 200,
  );
}

const COLUMNS = ['reference', 'service', 'person', 'submittedAt', 'closedAt', 'sentence'] as const;

function handOut(visit: Visit, file: 'csv' | 'json', rows: readonly FoundCase[]): Response {
  const told = rows.map((row) => Object.fromEntries(COLUMNS.map((name) => [name, row[name] ?? ''])));
  const text =
    file === 'json'
      ? `${JSON.stringify(told, null, 2)}\n`
      : toCsv([COLUMNS.map((name) => visit.t(`interface.search.file.${name}`)), ...told.map((row) => COLUMNS.map((name) => row[name]!))]);
  const mediaType = file === 'json' ? 'application/json' : 'text/csv; charset=utf-8';
  return sendDocument(visit.http, {
    filename: `${visit.t('interface.search.file.name')}.${file}`,
    mediaType,
    bytes: new TextEncoder().encode(text),
  });
}
