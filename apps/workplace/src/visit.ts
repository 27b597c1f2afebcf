import type { Authority, OfficeData, SessionView } from '@einwohnerportal/cases';
import { inLanguage, type Act as WebAct, type Page as WebPage, type Show as WebShow, type Visit as WebVisit } from '@einwohnerportal/web';
import type { Workplace } from './workplace.ts';

/** One request for one page of the workplace. */
export type Visit = WebVisit<Workplace>;
export type Show = WebShow<Visit>;
export type Act = WebAct<Visit>;
export type Page = WebPage<Visit>;

/** An office for which the signed-in person works. */
export interface OwnOffice {
  /** `authority/office` */
  key: string;
  authority: Authority;
  office: OfficeData;
}

/** The offices of the session that the catalogue still knows. */
export function ownOffices(visit: Visit, session: SessionView): OwnOffice[] {
  const { authorities } = visit.site.context.catalogue;
  return session.memberships.flatMap(({ office }) => {
    const found = authorities.byOffice(office);
    return found ? [{ ...found, key: office.replace(/^office:/, '') }] : [];
  });
}

/** Name of an office with its place, as the work list shows it. */
export function officeLabel({ authority, office }: OwnOffice, lang: string): string {
  return `${inLanguage(office.names, lang)} ${authority.address.town}`.trim();
}
