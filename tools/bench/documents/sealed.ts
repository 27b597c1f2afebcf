import { readFileSync } from 'node:fs';
import { startSigningProvider } from '../../../apps/demo/src/signing/provider.ts';
import {
  createCscSigner,
  createKeySigner,
  createSealer,
  createTimestampAuthority,
  createTypstRenderer,
  demoSeal,
  type Sealer,
} from '../../../packages/connectors/src/index.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderSVG } from 'uqr';
import { percentile } from '../bounds/percentile.ts';
import type { Part } from './parts.ts';

const source = (path: string): string => readFileSync(new URL(`../../../services/${path}`, import.meta.url), 'utf8');
/** Long enough that the first, slow ones are not what is measured. */
const COUNT = 200;
const WARM = 20;

/** A certificate of two persons as the machine renders it; `number` makes it another one. */
export function certificateRequest(number: number): Parameters<ReturnType<typeof createTypstRenderer>['render']>[0] {
  const person = {
    firstName: 'Łukasz',
    officialName: 'Dvořák-Żebrowski',
    dateOfBirth: '14. Juni 1985',
    origin: 'Beispielwil',
    arrivedOn: '1. März 2020',
  };
  const code = `BNCH-${String(number).padStart(4, '0')}-MARK`;
  return {
    template: source('residence-certificate/documents/certificate.typ'),
    files: { '/_shared/letterhead.typ': source('_shared/letterhead.typ') },
    lang: 'de',
    createdAt: '2027-03-01T09:00:00Z',
    data: {
      service: 'Wohnsitzbestätigung',
      texts: {
        title: 'Wohnsitzbestätigung',
        statement: 'Diese Personen sind hier angemeldet.',
        birth: 'Geboren',
        origin: 'Heimatort',
        address: 'Adresse',
        since: 'Seit',
        purpose: 'Zweck',
        purposes: {},
      },
      data: { persons: [person, { ...person, firstName: 'Lea' }] },
      authority: { name: 'Gemeinde Beispielwil', address: ['Dorfstrasse 1', '9901 Beispielwil'], place: 'Beispielwil' },
      recipient: ['Łukasz Dvořák-Żebrowski', 'Lindenweg 4', '9901 Beispielwil'],
      theme: {},
      case: { reference: `BE-2027-${number}` },
      document: {
        date: '1. März 2027',
        year: 2027,
        month: 3,
        day: 1,
        code,
        qr: renderSVG(`https://portal.example/de/verify?code=${code}`, { border: 0 }),
        qrAlt: code,
        verify: code,
      },
    },
  };
}

interface Figures {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** CPU milliseconds of this process for one document. */
  cpu: number;
  bytes: number;
}

async function measure(make: (number: number) => Promise<Uint8Array>): Promise<Figures> {
  for (let number = 0; number < WARM; number += 1) await make(number);
  const took: number[] = [];
  let bytes = 0;
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  for (let number = 0; number < COUNT; number += 1) {
    const start = performance.now();
    bytes += (await make(WARM + number)).length;
    took.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    perSecond: round((COUNT * 1000) / (performance.now() - began)),
    p50: round(percentile(took, 0.5)),
    p99: round(percentile(took, 0.99)),
    cpu: round((user + system) / 1000 / COUNT),
    bytes: Math.round(bytes / COUNT),
  };
}

/** PDF/A of one certificate after another: unsealed; sealed with a key in a file; sealed by a signing provider with a time stamp, over HTTP on this machine. */
export const unsealedAndSealed: Part = {
  name: 'certificate',
  async run(log) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
    const renderer = createTypstRenderer();
    const provider = await startSigningProvider({ port: 0, folder: null, clientId: 'portal', clientSecret: 'secret', pin: '1' });
    const remote = createCscSigner({ url: `${provider.url}/csc/v2`, clientId: 'portal', clientSecret: 'secret', pin: '1' });
    const timestamps = createTimestampAuthority({ url: `${provider.url}/timestamps`, roots: [provider.root] });
    const seal = async (sealer: Sealer, number: number): Promise<Uint8Array> =>
      (await sealer.seal(renderer.render(certificateRequest(number)), { reason: 'BE-2027', at: '2027-03-01T09:00:00Z' })).file;
    const own = createSealer({ signer: createKeySigner(demoSeal(folder, () => new Date())), timestamps: null });
    const far = createSealer({ signer: remote, timestamps });
    const ways: Record<string, (number: number) => Promise<Uint8Array>> = {
      unsealed: (number) => Promise.resolve(renderer.render(certificateRequest(number))),
      sealed: (number) => seal(own, number),
      sealedRemotely: (number) => seal(far, number),
    };
    try {
      const figures: Record<string, Figures> = {};
      for (const [name, make] of Object.entries(ways)) {
        figures[name] = await measure(make);
        log(`${name}: ${JSON.stringify(figures[name])}`);
      }
      return { documents: COUNT, ...figures };
    } finally {
      await provider.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
