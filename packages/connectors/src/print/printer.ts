import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PDFDocument } from 'pdf-lib';
import { baseAddress } from '../http.ts';
import { ConnectorError } from '../types.ts';

/** Where bundles of letters go to be printed and posted. */
export interface Printer {
  /** A file that somebody attached as pages of a letter: PDF as it is, JPEG and PNG on a sheet; null for what cannot be printed. */
  pagesOf(bytes: Uint8Array, mediaType: string): Promise<Uint8Array | null>;
  /** One PDF out of many, in order; with `even`, each part begins on the front of a sheet. */
  join(parts: Uint8Array[], even: boolean): Promise<Uint8Array>;
  /** Hands a bundle over under a name of its own: the same name replaces the same bundle. Throws ConnectorError `not-available`. */
  handOver(name: string, pdf: Uint8Array): Promise<void>;
}

/** `/folder` of a printer, or `https://…` that takes `PUT <name>`. */
export interface PrinterOptions {
  target: string;
  /** Bearer token of the address. */
  token?: string;
  timeoutMs?: number;
}

/** A printer behind a folder or an address. */
export function createPrinter({ target, timeoutMs = 60_000, token }: PrinterOptions): Printer {
  const isAddress = /^https?:/.test(target);
  return {
    join: joinPdf,
    pagesOf,
    async handOver(name, pdf) {
      if (!/^[\w-]{1,100}\.pdf$/.test(name)) throw new ConnectorError('bad-inputs', 'expected a plain name of a bundle, got another');
      try {
        if (!isAddress) return await intoFolder(target, name, pdf);
        const response = await fetch(new URL(name, baseAddress(target)), {
          method: 'PUT',
          headers: { 'content-type': 'application/pdf', ...(token ? { authorization: `Bearer ${token}` } : {}) },
          body: new Uint8Array(pdf),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
        if (response.status < 200 || response.status >= 300)
          throw new ConnectorError('not-available', `expected the printer to take a bundle, got status ${response.status}`);
      } catch (cause) {
        if (cause instanceof ConnectorError) throw cause;
        throw new ConnectorError('not-available', 'expected the printer to take a bundle, got a failure', { cause });
      }
    },
  };
}

/** Whole or not at all: a printer that watches the folder never sees half a file. */
async function intoFolder(folder: string, name: string, pdf: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `.${name}.new`), pdf, { mode: 0o600 });
  await rename(join(folder, `.${name}.new`), join(folder, name));
}

// Loaded when the first bundle is joined: it takes 120 ms of processor time, in every program that knows connectors.
const library = (): Promise<typeof import('pdf-lib')> => import('pdf-lib');

/** An empty back of a sheet, with the empty resources that readers expect of a page (ISO 32000-2, 7.7.3.3). */
async function addBlank(pdf: PDFDocument): Promise<void> {
  const { PDFName } = await library();
  const page = pdf.addPage([...A4]);
  page.node.set(PDFName.of('Resources'), pdf.context.obj({ Font: {} }));
}

const A4 = [595.28, 841.89] as const;
/** Points left free around a picture: printers do not reach the edge. */
const MARGIN = 42.5;

async function pagesOf(bytes: Uint8Array, mediaType: string): Promise<Uint8Array | null> {
  const { PDFDocument } = await library();
  try {
    if (mediaType === 'application/pdf') {
      // What is locked or broken shows itself here, and not in the bundle of everybody.
      return await joinPdf([bytes], false);
    }
    if (mediaType !== 'image/jpeg' && mediaType !== 'image/png') return null;
    const pdf = await PDFDocument.create();
    const day = new Date(0);
    pdf.setCreationDate(day);
    pdf.setModificationDate(day);
    const picture = mediaType === 'image/png' ? await pdf.embedPng(bytes) : await pdf.embedJpg(bytes);
    const { width, height } = picture.scaleToFit(A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN);
    pdf.addPage([...A4]).drawImage(picture, { x: (A4[0] - width) / 2, y: A4[1] - MARGIN - height, width, height });
    return await pdf.save();
  } catch {
    return null;
  }
}

async function joinPdf(parts: Uint8Array[], even: boolean): Promise<Uint8Array> {
  const { PDFDocument } = await library();
  const joined = await PDFDocument.create();
  // The same parts give the same bytes.
  const day = new Date(0);
  joined.setCreationDate(day);
  joined.setModificationDate(day);
  for (const part of parts) {
    const source = await PDFDocument.load(part, { updateMetadata: false });
    for (const page of await joined.copyPages(source, source.getPageIndices())) joined.addPage(page);
    if (even && joined.getPageCount() % 2 === 1) await addBlank(joined);
  }
  return joined.save();
}
