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
  return {
    render(request) {
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
}
