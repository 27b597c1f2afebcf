import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { PDFBool, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { pageTexts } from '../../packages/connectors/src/pdf-text.testing.ts';

export interface Pdf {
  text: string;
  language: string | null;
  /** Marked as tagged, with a tree of its structure (ISO 32000-1, section 14.8). */
  tagged: boolean;
}

/** A downloaded file as PDF: what it says, in which language, and whether a screen reader finds its structure. */
export async function readPdf(download: Download): Promise<Pdf> {
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.subarray(0, 4).toString('latin1'), '%PDF');
  const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
  const language = catalog.lookup(PDFName.of('Lang'));
  const marked = catalog.lookupMaybe(PDFName.of('MarkInfo'), PDFDict)?.lookup(PDFName.of('Marked'));
  return {
    text: (await pageTexts(bytes)).join('\n'),
    language: language instanceof PDFString || language instanceof PDFHexString ? language.decodeText() : null,
    tagged: marked === PDFBool.True && catalog.has(PDFName.of('StructTreeRoot')),
  };
}
