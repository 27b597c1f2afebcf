import { LONGEST_WORDS, type NewFile, type Talk } from '@einwohnerportal/cases';
import type { ReceivedFile, Wanted } from '@einwohnerportal/files';
import { USUAL_FILE } from '@einwohnerportal/forms';
import { html, messages, type Html } from '@einwohnerportal/ui';
import { sizeText } from './document-entries.ts';
import { formatInstant } from './format.ts';
import { languageTag } from './languages.ts';
import { link, type Visit } from './visit.ts';

/** Name of the control for files of a message. */
export const ATTACHMENTS = 'attachments';
const MOST_FILES = 5;
const FORMATS = USUAL_FILE.endings.map((each) => each.toUpperCase()).join(', ');

/** What files a message takes: the usual kinds, up to 20 MB each. */
export const filesOfMessage = async (): Promise<ReadonlyMap<string, Wanted>> =>
  new Map([[ATTACHMENTS, { endings: USUAL_FILE.endings, most: 20_000_000, count: MOST_FILES }]]);

export interface ReadWritten {
  words: string;
  files: NewFile[];
  errors: { name: string; control: string; message: string }[];
}

/** Reads a posted message: its words without what nobody can see, its files, and what is wrong with either. */
export function readWritten(visit: Visit, body: URLSearchParams, received: readonly ReceivedFile[]): ReadWritten {
  const { t } = visit;
  const words = (body.get('words') ?? '').normalize('NFC').replaceAll('\u0000', '').replaceAll('\r\n', '\n').trim();
  const problem = words === '' ? 'missing' : words.length > LONGEST_WORDS ? 'long' : null;
  return {
    words,
    files: received.flatMap(({ filename, size, kept, problem: fault }) =>
      kept && !fault ? [{ name: ATTACHMENTS, filename, size, mediaType: kept.mediaType, hash: kept.hash, scan: kept.scan }] : [],
    ),
    errors: [
      ...(problem ? [{ name: 'words', control: 'words', message: t(`interface.talk.${problem}`, { count: LONGEST_WORDS }) }] : []),
      ...received.flatMap(({ filename, problem: fault }) =>
        fault
          ? [
              {
                name: ATTACHMENTS,
                control: ATTACHMENTS,
                message: t(`interface.files.${fault}`, { file: filename, size: USUAL_FILE.maxSize, formats: FORMATS, count: MOST_FILES }),
              },
            ]
          : [],
      ),
    ],
  };
}

/** The messages of a case, oldest first, each with who, when, whether it was read, and its files. */
export function talkList(visit: Visit, talk: Talk): Html {
  const { t } = visit;
  return messages(
    talk.messages.map((message) => ({
      from: message.author ?? (message.from === 'office' ? talk.office : t('interface.talk.you')),
      at: `${formatInstant(message.at, visit)}${message.mine ? `, ${message.readAt ? t('interface.talk.readAt', { at: formatInstant(message.readAt, visit) }) : t('interface.talk.unread')}` : ''}`,
      mine: message.mine,
      lang: talk.language === visit.lang ? null : languageTag(talk.language),
      text: html`<span translate="no">${message.words}</span>${message.files.map(
        (file) =>
          html`\n<a href="${link(visit, `/files/${file.id}`)}">${file.filename} (${sizeText(file.size)})</a>${file.state === 'checking' ? ` ${t('interface.talk.checking')}` : ''}`,
      )}`,
    })),
  );
}
