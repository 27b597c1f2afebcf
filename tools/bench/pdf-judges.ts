// npm run bench -- pdf-judges [folder]: seals the certificate in each language with a time stamp and lets programs that are not ours judge it: poppler's
// pdfsig, qpdf, OpenSSL, and veraPDF where VERAPDF names its command (it needs Java). The last line is one JSON object; exit 1 means a fault.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSigningProvider } from '../../apps/demo/src/signing/provider.ts';
import {
  createCscSigner,
  createSealer,
  createRevocation,
  createTimestampAuthority,
  createTypstRenderer,
  withDocumentTimestamp,
} from '../../packages/connectors/src/index.ts';
import { certificateRequest } from './documents/sealed.ts';

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'pdf-judges-'));
mkdirSync(folder, { recursive: true });

interface Verdict {
  /** True: nothing to complain about. Null: this judge is not on this machine. */
  [judge: string]: boolean | string | null;
}

/** What a program says, with what it returns when it complains; null: it is not there. */
function say(command: string, args: string[]): { ok: boolean; text: string } | null {
  try {
    return { ok: true, text: execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: string; stdout?: string; stderr?: string };
    return code === 'ENOENT' ? null : { ok: false, text: `${stdout ?? ''}${stderr ?? ''}` };
  }
}

/** veraPDF's own count of rules; `VERAPDF` may hold arguments. */
function verapdf(file: string, profile: string): string | null {
  const [command, ...before] = (process.env.VERAPDF ?? 'verapdf').split(' ');
  const said = say(command!, [...before, '--flavour', profile, '--format', 'xml', file]);
  if (!said) return null;
  const [, passed, failed] = /passedRules="(\d+)" failedRules="(\d+)"/.exec(said.text) ?? [];
  return passed === undefined ? 'no answer' : `${passed} of ${Number(passed) + Number(failed)}`;
}

const provider = await startSigningProvider({ port: 0, folder: null, clientId: 'portal', clientSecret: 'secret', pin: '1' });
const signer = createCscSigner({ url: `${provider.url}/csc/v2`, clientId: 'portal', clientSecret: 'secret', pin: '1' });
const timestamps = createTimestampAuthority({ url: `${provider.url}/timestamps`, roots: [provider.root] });
const revocation = createRevocation();
const sealer = createSealer({
  signer,
  timestamps,
  revocation,
});
writeFileSync(join(folder, 'root.pem'), provider.root);
const renderer = createTypstRenderer();
const verdicts: Record<string, Verdict> = {};
const paths = new Map(['de', 'fr', 'it', 'en'].map((lang) => [lang, join(folder, `certificate-${lang}.pdf`)]));
for (const [lang, path] of paths) {
  const pdf = renderer.render({ ...certificateRequest(1), lang });
  writeFileSync(path, (await sealer.seal(pdf, { reason: 'Amtliches Siegel', at: new Date().toISOString() })).file);
}
// The same with a document time stamp over all of it (B-LTA).
paths.set('de, prolonged', join(folder, 'certificate-prolonged.pdf'));
writeFileSync(paths.get('de, prolonged')!, await withDocumentTimestamp(readFileSync(paths.get('de')!), { timestamps, revocation }));
await provider.stop();
for (const [lang, path] of paths) {
  const info = say('pdfsig', ['-nocert', path]);
  const qpdf = say('qpdf', ['--check', path]);
  const details = say('pdfinfo', [path]);
  verdicts[lang] = {
    pdfsig: info && /Signature #1:[\s\S]*?Signature is Valid/.test(info.text),
    qpdf: qpdf && qpdf.ok,
    pdfinfo: details && /Tagged:\s+yes/.test(details.text),
    'verapdf 2a': verapdf(path, '2a'),
    'verapdf ua1': verapdf(path, 'ua1'),
  };
}
const faults = Object.values(verdicts).flatMap((verdict) => [
  ...Object.values(verdict).filter((each) => each === false || each === 'no answer'),
  ...(typeof verdict['verapdf 2a'] === 'string' && !/^(\d+) of \1$/.test(verdict['verapdf 2a']) ? ['2a'] : []),
]).length;
console.error(`files: ${folder}`);
console.log(JSON.stringify({ verdicts, faults }));
if (faults > 0) process.exitCode = 1;
