import { renderSVG } from 'uqr';
import { formatLocale } from '../../texts/message.ts';
import type { Translate } from '@einwohnerportal/forms';
import { interfaceTexts } from '../../case-view/texts.ts';
import { CasesError } from '../../errors.ts';
import { uuidOf, verificationCode } from '../../ids.ts';
import type { Tree } from '../../names/tree.ts';
import { localDay } from '../../request/scope.ts';
import { phoneText } from '../../texts/phone.ts';
import type { JobCase, PlatformCapability, WorkerContext } from '../types.ts';
import { keepContent } from '../../documents/content.ts';
import { keepDocument } from './keep-document.ts';
import { remedyInput } from './remedy-input.ts';
import { signedLines } from './signed-lines.ts';

interface RenderInputs {
  document: string;
  language: string;
  data: Tree;
}

/**
 * documents.render: template of the package + data of the process → tagged PDF/A in one language (service-package.md 6).
 * The date of the document is the day the step began, so a repeated job gives the same bytes.
 */
export const renderDocument: PlatformCapability = async ({ context, job, jobCase, now }) => {
  const { document, language, data } = job.inputs as unknown as RenderInputs;
  const output = jobCase.version.manifest.outputs.find((each) => each.id === document);
  if (!output?.template)
    throw new CasesError('output-unknown', `expected an output with a template of service ${jobCase.service}, got ${document}`);
  const lang = language === 'de-simple' ? 'de' : language;
  const code = output.verifiable === false ? null : verificationCode(jobCase.verificationSecret, job.idempotencyKey);
  const day = localDay(job.createdAt, context.catalogue().authorities.canton.zone);
  const input = await documentInput(context, jobCase, {
    output: document,
    remedies: output.remedies ?? null,
    lang,
    data: data ?? {},
    code,
    day,
    signed: await signedLines(context, jobCase, data?.signatories, lang),
  });
  const { templates } = jobCase.version;
  const template = `/${output.template}`;
  const pdf = await context.renderer.render({
    template: templates[template]!,
    files: templates,
    data: input,
    createdAt: job.createdAt,
    lang,
  });
  const content = await keepContent(context.files, pdf);
  const id = uuidOf(`document ${job.idempotencyKey}`);
  return {
    state: 'done',
    outputs: { file: id },
    write: (client) =>
      keepDocument(client, {
        id,
        caseId: jobCase.caseId,
        at: now,
        output: document,
        state: 'draft',
        language: lang,
        content,
        code,
        filename: `${jobCase.version.texts(lang)(`documents.${document}.title`)} ${jobCase.reference}.pdf`.replaceAll(' ', '-'),
        stepKey: job.idempotencyKey,
        readers: [],
      }),
  };
};

interface InputRequest {
  output: string;
  remedies: string | null;
  lang: string;
  data: Tree;
  code: string | null;
  day: string;
  /** Lines that say who signs. */
  signed?: string[];
}

/** The one JSON input of a template. */
export async function documentInput(
  context: WorkerContext,
  jobCase: JobCase,
  { output, remedies, lang, data, code, day, signed = [] }: InputRequest,
): Promise<Tree> {
  const { authorities } = context.catalogue();
  const found = authorities.byOffice(jobCase.office)!;
  const { authority, office } = found;
  const t = jobCase.version.texts(lang);
  const subject = authority.subject[lang] ?? authority.subject.de ?? authority.id;
  const list = Object.values(data).find(Array.isArray) as unknown[] | undefined;
  const args = {
    authority: subject,
    Authority: subject.charAt(0).toLocaleUpperCase(lang) + subject.slice(1),
    count: list?.length ?? 1,
    code: code ?? '',
    reference: jobCase.reference,
    submitted: jobCase.submittedOn,
    on: day,
    service: t('service.title'),
  };
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const remedy = remedies ? authorities.remedies(authority.id, day)[remedies] : undefined;
  const verifyUrl = `${context.publicUrl}/${lang}/verify`;
  return {
    lang,
    service: t('service.title'),
    texts: textTree(t, `documents.${output}`, args),
    data: {
      ...(formatData(data, lang) as Tree),
      reasons: ((data.reasons as string[] | undefined) ?? []).filter(Boolean).map((reason) => (t.has(reason) ? t(reason, args) : reason)),
      ...(remedy ? { remedies: remedy.text[lang] ?? remedy.text.de } : {}),
    },
    authority: {
      name: capital(authority.names[lang] ?? authority.names.de!),
      office: office.names[lang] ?? office.names.de ?? '',
      address: [
        [authority.address.street, authority.address.houseNumber].filter(Boolean).join(' '),
        `${authority.address.swissZipCode} ${authority.address.town}`,
      ].filter(Boolean),
      phone: phoneText(office.contact.phone ?? ''),
      email: office.contact.email ?? '',
      place: authority.address.town,
    },
    recipient: await recipientOf(context, jobCase),
    ...(remedy ? { remedies: remedyInput(remedy, authority, { lang, zone: authorities.canton.zone }) } : {}),
    ...(signed.length > 0 ? { signed } : {}),
    theme: themeColours(authority.theme ?? authorities.canton.theme),
    ...(authorities.canton.banner
      ? { banner: interfaceTexts(lang, authorities.canton.zone)(`case.banner.${authorities.canton.banner}`) }
      : {}),
    case: { reference: jobCase.reference },
    document: {
      date: longDate(day, lang),
      year,
      month,
      day: date,
      ...(code
        ? {
            code,
            qr: renderSVG(`${verifyUrl}?code=${code}`, { border: 0 }),
            qrAlt: code,
            verify: `${t.has(`documents.${output}.verify`) ? t(`documents.${output}.verify`, args) : code} ${verifyUrl}`,
          }
        : {}),
    },
  };
}

function themeColours(theme: Record<string, unknown> | null): Tree {
  const lead = theme?.lead;
  return Array.isArray(lead) && typeof lead[0] === 'string' ? { lead: lead[0], line: lead[0] } : {};
}

/** Address lines: where the letter was asked to go, else the address the case knows. */
async function recipientOf(context: WorkerContext, { caseId, applicantName }: JobCase): Promise<string[]> {
  const { rows } = await context.pool.query<{ name: string; value: unknown }>(
    `select name, value from cases.answers where case_id = $1 and (name like 'deliveryAddress%' or name like 'address.%')`,
    [caseId],
  );
  const flat: Record<string, string> = {};
  for (const { name, value } of rows) {
    if (typeof value === 'string') flat[name] = value;
    else
      for (const [part, text] of Object.entries((value ?? {}) as Record<string, unknown>))
        if (typeof text === 'string') flat[`${name}.${part}`] = text;
  }
  const lines = (root: string): string[] => {
    const at = (part: string): string => flat[`${root}.${part}`] ?? '';
    const street = [at('street'), at('houseNumber')].filter(Boolean).join(' ');
    return [at('addressLine1'), street, [at('swissZipCode'), at('town')].filter(Boolean).join(' ')].filter(Boolean);
  };
  const delivery = lines('deliveryAddress');
  const known = lines('address');
  const written = (flat['address.text'] ?? '').split(/,\s*/).filter(Boolean);
  return [applicantName, ...(delivery.length > 1 ? delivery : known.length > 1 ? known : written)];
}

function textTree(t: Translate, prefix: string, args: Tree): Tree {
  const tree: Tree = {};
  for (const key of t.keys?.(prefix) ?? []) {
    const parts = key.slice(prefix.length + 1).split('.');
    let at = tree;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Tree;
    at[parts.at(-1)!] = t(key, args);
  }
  return tree;
}

/** Dates of the data as words of the language, partial dates too; everything else unchanged. */
export function formatData(value: unknown, lang: string): unknown {
  if (Array.isArray(value)) return value.map((each) => formatData(each, lang));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, formatData(each, lang)]));
  if (value === null) return '';
  if (typeof value !== 'string') return value;
  return /^\d{4}-\d{2}(-\d{2})?$/.test(value) ? longDate(value, lang) : value;
}

export function longDate(date: string, lang: string): string {
  const full = date.length === 10;
  const options: Intl.DateTimeFormatOptions = { ...(full ? { day: 'numeric' } : {}), month: 'long', year: 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(formatLocale(lang), options).format(new Date(full ? `${date}T12:00:00Z` : `${date}-01T12:00:00Z`));
}

/** Names stand as in the middle of a sentence (`commune de …`); a letterhead begins one. */
function capital(name: string): string {
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
