import type { ServiceManifest } from '../catalogue/types.ts';
import type { CheckContext } from './context.ts';
import { compileTemplate } from './template.ts';
import type { TextLookup } from './milestones.ts';

const decoder = new TextDecoder();
const line = (text: string, offset: number): string => `line ${text.slice(0, offset).split('\n').length}`;

function checkTemplate(context: CheckContext, file: string, id: string, texts: DocumentTexts): void {
  const { report } = context;
  const source = decoder.decode(context.files[file]);
  for (const match of source.matchAll(/^#import\s+"([^"]+)"/gm)) {
    const path = match[1] ?? '';
    if (path.startsWith('@'))
      report.error('template-import', file, line(source, match.index), `expected only files of this catalogue, got the package ${path}`);
    else if (path.startsWith('/_shared/') && !context.files[`services${path}`])
      report.error('template-import', file, line(source, match.index), `expected a shared template, got ${path}`);
  }
  for (const match of source.matchAll(/\bt\.([A-Za-z]\w*)/g)) {
    const key = `documents.${id}.${match[1]}`;
    if (!texts.hasText(key) && !texts.hasText(`${key}.label`) && !texts.hasBlock(key)) {
      report.error('text-missing', texts.textFile, key, `expected the text ${key} for ${file} ${line(source, match.index)}, got nothing`);
    }
  }
}

export interface DocumentTexts extends TextLookup {
  /** True when some text lies below the key. */
  hasBlock(key: string): boolean;
  /** Texts below `documents.<id>` as a tree, to compile with. */
  tree(key: string): Record<string, unknown>;
}

/** Each output with a template has one that reads existing texts, takes nothing from outside and compiles. */
export function checkDocuments(context: CheckContext, folder: string, manifest: ServiceManifest, texts: DocumentTexts): void {
  const { report } = context;
  const declared = new Set<string>();
  for (const output of manifest.outputs) {
    if (output.template === undefined) {
      if (output.kind === 'document' && output.from === undefined)
        report.error(
          'template-missing',
          `${folder}/service.yaml`,
          `outputs.${output.id}`,
          `expected a template of the document ${output.id}, got nothing`,
        );
      continue;
    }
    const file = `${folder}/${output.template}`;
    declared.add(file);
    if (!context.files[file]) {
      report.error(
        'file-missing',
        `${folder}/service.yaml`,
        `outputs.${output.id}.template`,
        `expected the template ${output.template}, got no file`,
      );
      continue;
    }
    checkTemplate(context, file, output.id, texts);
    compileTemplate(context, file, output.id, texts.tree(`documents.${output.id}`));
  }
  for (const file of Object.keys(context.files)) {
    if (file.startsWith(`${folder}/documents/`) && file.endsWith('.typ') && !declared.has(file))
      report.warning('template-unused', file, null, 'expected an output of service.yaml with this template, got none');
  }
}
