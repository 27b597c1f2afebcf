import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { ConnectorError } from '../types.ts';
import { judgeSource } from './source-rules.ts';

export interface RenderRequest {
  /** Source of the template itself. */
  template: string;
  /** Other sources that it may import, by absolute path, e.g. `/_shared/letterhead.typ`. */
  files: Record<string, string>;
  /** What the template reads as `json(bytes(sys.inputs.at("data")))`; its `lang` is set from the request. */
  data: object;
  /** Creation time written into the file: an ISO instant. The same request gives the same bytes. */
  createdAt: string;
  /** Language of the document, BCP 47. */
  lang: string;
}

export interface TypstRenderer {
  /**
   * Renders a tagged PDF/A-2a (ISO 19005-2, level A) with embedded fonts. Takes 5 to 35 ms of this thread.
   * Throws ConnectorError `bad-template` when the template does not compile or reaches beyond the given files.
   */
  render(request: RenderRequest): Uint8Array;
}

/** A folder below a file can never exist: the compiler finds nothing on the disk, only what it is given. */
const workspace = join(fileURLToPath(import.meta.url), 'no-folder');

interface Diagnostic {
  message: string;
  path: string;
}

function refuse(diagnostics: Diagnostic[]): never {
  const said = diagnostics
    .slice(0, 3)
    .map(
      ({ message, path }) =>
        `${path.replace(workspace, '').replace('/__main__.typ', 'the template')}: ${message.replaceAll(workspace, '')}`,
    );
  throw new ConnectorError('bad-template', `expected a template that compiles, got ${said.join('; ') || 'an unknown failure'}`);
}

/** Documents in this process by Typst. One renderer serves a whole process; it keeps parsed fonts and sources warm. */
export function createTypstRenderer(): TypstRenderer {
  const compiler = NodeCompiler.create({ workspace });
  const renderer = {
    render(request: RenderRequest) {
      const created = Date.parse(request.createdAt);
      if (Number.isNaN(created))
        throw new ConnectorError('bad-inputs', 'expected an ISO instant in createdAt of the document, got something else');
      judgeSource('the template', request.template);
      compiler.resetShadow();
      for (const [path, source] of Object.entries(request.files)) {
        if (!/^(?:\/[\w-][\w.-]*)+$/.test(path))
          throw new ConnectorError('bad-inputs', 'expected an absolute path without dots of a file for the template, got another');
        if (path.endsWith('.typ')) judgeSource(path, source);
        compiler.mapShadow(join(workspace, path), Buffer.from(source));
      }
      const inputs = { data: JSON.stringify({ ...request.data, lang: request.lang }) };
      const result = compiler.compile({ mainFileContent: request.template, inputs });
      const document = result.result;
      if (result.hasError() || !document) {
        const failure = result.takeDiagnostics();
        refuse((failure?.shortDiagnostics ?? []) as Diagnostic[]);
      }
      try {
        return new Uint8Array(compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: Math.floor(created / 1000) }));
      } catch (cause) {
        throw new ConnectorError(
          'bad-template',
          `expected a document that can be a PDF/A-2a, got ${cause instanceof Error ? cause.message : 'a failure'}`,
          { cause },
        );
      } finally {
        // Drops what the last ten documents did not use; without it the cache grows with every case.
        compiler.evictCache(10);
      }
    },
  };
  return {
    render(request) {
      try {
        return renderer.render(request);
      } catch (error) {
        if (!(error instanceof ConnectorError && UNKNOWN_LETTER.test(error.message))) throw error;
        // What somebody typed must not keep a document from being made: signs that no font has are spelled out.
        return renderer.render({ ...request, data: spelled(request.data) as object });
      }
    },
  };
}

/** PDF/A allows no text without a glyph (ISO 19005-2, 6.2.11.8). */
const UNKNOWN_LETTER = /could not be displayed with font/;
/** Scripts and signs that the fonts have. */
const KNOWN: readonly [number, number][] = [
  [0x09, 0x0d],
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x373],
  [0x384, 0x3ce],
  [0x400, 0x45f],
  [0x1e00, 0x1eff],
  [0x200b, 0x200b],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
];

/** The same data with other signs as `[U+6F22]`; control characters, which nobody sees, are dropped. */
function spelled(value: unknown): unknown {
  if (typeof value === 'string') return Array.from(value, spelledSign).join('');
  if (Array.isArray(value)) return value.map(spelled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spelled(each)]));
}

function spelledSign(sign: string): string {
  const code = sign.codePointAt(0)!;
  if (KNOWN.some(([first, last]) => code >= first && code <= last)) return sign;
  return code < 0x2100 && /\p{C}/u.test(sign) ? '' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
