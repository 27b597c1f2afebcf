import { filesBelow } from '../catalogue/service-files.ts';
import type { CheckContext } from './context.ts';

/** Renders a template; throws with what the compiler said. The renderer is a connector, so whoever runs the check hands it in. */
export type RenderTemplate = (request: {
  template: string;
  files: Record<string, string>;
  data: object;
  createdAt: string;
  lang: string;
}) => unknown;

const decoder = new TextDecoder();

/** Faults that come from the made-up data of the check, not from the template. */
const fromData =
  /dictionary does not contain key|found none|found dictionary|found string|found array|cannot loop over|cannot (add|join|subtract|compare)|has no (field|method)|cannot access fields|array index|no default value/;

const plate = {
  lang: 'de',
  service: 'service',
  case: { reference: '-' },
  authority: { name: '-', address: ['-'], phone: '-', email: '-', place: '-' },
  recipient: ['-'],
  theme: { line: '#000000' },
};
const sheet = { id: 'document', date: '-', year: 2026, month: 1, day: 1 };

/** Compiles a template with made-up data; a template that does not compile is reported with what the compiler said. */
export function compileTemplate(context: CheckContext, file: string, id: string, texts: Record<string, unknown>): void {
  const render = context.renderTemplate;
  if (!render)
    return context.report.warning(
      'template-not-compiled',
      file,
      null,
      'expected a document renderer to compile the template with, got none',
    );
  const files: Record<string, string> = {};
  for (const [path, bytes] of Object.entries(filesBelow(context.files, 'services/_shared')))
    if (!path.includes('/') && path.endsWith('.typ')) files[`/_shared/${path}`] = decoder.decode(bytes);
  try {
    render({
      template: decoder.decode(context.files[file]),
      files,
      data: { ...plate, texts, data: {}, document: { ...sheet, id } },
      createdAt: '2026-01-01T00:00:00Z',
      lang: 'de',
    });
  } catch (error) {
    const said = (error as Error).message;
    if (!fromData.test(said)) context.report.error('template-invalid', file, null, said);
  }
}
