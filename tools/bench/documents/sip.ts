// A SIP of many files, written as a stream from a file store: time, memory above idle, and whether its metadata fit the official schema.
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomBytes } from 'node:crypto';
import { createSip, type CaseFile } from '../../../packages/archive/src/index.ts';
import { openFileStore } from '../../../packages/files/src/index.ts';
import type { Part } from './parts.ts';

const FILES = 1_000;
const KILOBYTES = 500;
const LIMIT_MB = 100;

export const sip: Part = {
  name: 'sip',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'sip-'));
    try {
      const store = await openFileStore(join(folder, 'files'));
      const documents: CaseFile['documents'] = [];
      for (let number = 0; number < FILES; number++) {
        const taken = await store.take(Readable.from([randomBytes(KILOBYTES * 1000)]), KILOBYTES * 1000);
        await taken.keep();
        documents.push({
          id: `00000000-0000-7000-9000-${String(number).padStart(12, '0')}`,
          title: `Beilage ${number + 1}`,
          kind: 'evidence',
          author: null,
          registered: '2027-03-01',
          language: null,
          file: { filename: `Beilage ${number + 1}.pdf`, mediaType: 'application/pdf', size: taken.size, sha256: taken.hash },
        });
      }
      const caseFile: CaseFile = {
        caseId: '00000000-0000-7000-8000-000000000001',
        reference: '2027-AAAA-AAAA',
        title: 'Fall mit vielen Beilagen',
        position: { number: '5.1.4', title: 'Bewilligungen' },
        classification: 'in_house',
        privacy: true,
        openness: 'not_public',
        years: 30,
        opened: '2027-03-01',
        closed: '2027-03-09',
        office: 'Amt',
        facts: {},
        activities: [],
        documents,
      };
      const producer = { authority: 'bench', name: 'Gemeinde', scheme: 'Ordnungssystem' };
      const begunValidating = performance.now();
      const made = createSip({ producer, number: 'bench', day: '2027-11-30', caseFiles: [caseFile] });
      await made.validate();
      const validated = performance.now() - begunValidating;
      const path = join(folder, 'sip.zip');
      await pipeline(
        made.stream(async (hash) => (await store.open(hash)).stream),
        createWriteStream(`${path}.first`),
      );
      globalThis.gc?.();
      const idle = process.memoryUsage.rss();
      let peak = idle;
      const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      await pipeline(
        made.stream(async (hash) => (await store.open(hash)).stream),
        createWriteStream(path),
      );
      clearInterval(watch);
      const seconds = (performance.now() - begun) / 1000;
      const used = process.cpuUsage(cpu);
      const above = (peak - idle) / 1e6;
      return {
        files: FILES,
        package_mb: Math.round(statSync(path).size / 1e6),
        seconds: Number(seconds.toFixed(2)),
        cpu_seconds: Number(((used.user + used.system) / 1e6).toFixed(2)),
        validate_ms: Math.round(validated),
        above_idle_mb: Math.round(above),
        limit_mb: LIMIT_MB,
        ok: above <= LIMIT_MB,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
