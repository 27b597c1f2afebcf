import { periodWords } from '../../case-view/read-case.ts';
import { interfaceTexts } from '../../case-view/texts.ts';
import type { Authority, Remedy } from '../../catalogue/types.ts';

/**
 * Instructions on legal remedies as a template gets them, in the language of the document: the sentence of the law’s data, and rows of what a person
 * must know: which remedy, until when, where to send it, in which form, by which law.
 */
export function remedyInput(
  remedy: Remedy,
  authority: Authority,
  { lang, zone }: { lang: string; zone: string },
): { text: string; rows: [string, string][] } {
  const own = interfaceTexts(lang, zone);
  const at = remedy.to ?? { names: authority.names, address: authority.address };
  const named = (names: Record<string, string>): string => capital(names[lang] ?? names.de ?? '');
  const { houseNumber, street, swissZipCode, town } = at.address;
  const address = [[street, houseNumber].filter(Boolean).join(' '), `${swissZipCode} ${town}`].filter(Boolean);
  const rows: [string, string][] = [
    [own('remedies.kind'), named(remedy.names)],
    [own('remedies.period'), own('remedies.fromNotification', { period: periodWords(remedy.period, lang) })],
    [own('remedies.to'), [named(at.names), ...address].join(', ')],
    ...(remedy.form.length > 0
      ? [[own('remedies.form'), remedy.form.map((part) => own(`remedies.forms.${part}`)).join(', ')] as [string, string]]
      : []),
    ...(remedy.law ? [[own('remedies.law'), remedy.law] as [string, string]] : []),
  ];
  return { text: remedy.text[lang] ?? remedy.text.de ?? '', rows };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
