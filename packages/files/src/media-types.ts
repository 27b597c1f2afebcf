/** Media types that an ending stands for; the first is the one that is stored when content alone does not tell. */
const TYPES: Record<string, readonly string[]> = {
  pdf: ['application/pdf'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  heic: ['image/heic', 'image/heif'],
  heif: ['image/heif', 'image/heic'],
  doc: ['application/x-cfb'],
  xls: ['application/x-cfb'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  odt: ['application/vnd.oasis.opendocument.text'],
  ods: ['application/vnd.oasis.opendocument.spreadsheet'],
  zip: ['application/zip'],
  mp3: ['audio/mpeg'],
  mp4: ['video/mp4'],
  txt: ['text/plain'],
  csv: ['text/csv', 'text/plain'],
  xml: ['application/xml'],
  ics: ['text/calendar'],
};

/** What a requested document takes when its service says nothing: what scanners and telephones make. */
export const USUAL_ENDINGS: readonly string[] = ['pdf', 'jpg', 'jpeg', 'png', 'heic'];

/** Types without a mark in their first bytes. */
const TEXTS = new Set(['text/plain', 'text/csv', 'text/calendar']);

/** The media type to store for content of type `found` (null: no mark in it) where `endings` are taken; null when it is not taken. */
export function acceptedType(found: string | null, isText: boolean, filename: string, endings: readonly string[]): string | null {
  const wanted = (endings.length === 0 ? USUAL_ENDINGS : endings).map((each) => each.toLowerCase().replace(/^\./, ''));
  const ending = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  for (const each of wanted) if (found !== null && TYPES[each]?.includes(found)) return found;
  // Plain text says nothing of itself: the ending must be one that is taken.
  const own = TYPES[ending]?.[0];
  return found === null && isText && own !== undefined && TEXTS.has(own) && wanted.includes(ending) ? own : null;
}
