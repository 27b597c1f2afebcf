import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startArchive } from '../../../apps/demo/src/archive/archive.ts';
import { createScenarioWorld } from '../../../apps/cli/src/scenario-world.ts';
import { startSigningProvider } from '../../../apps/demo/src/signing/provider.ts';
import { createHttpTransfer } from '../../../packages/archive/src/index.ts';
import { createCscSigner, createSealer, createTimestampAuthority } from '../../../packages/connectors/src/index.ts';
import { createStage } from '../../../packages/cases/src/scenario/stage.ts';
import { createDatabase } from '../../testing/database.ts';
import type { CrashOptions } from './run.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A portal and a worker on a database of their own, with the fictional canton, a register, a payment provider and an archive. */
export async function crashStage(): Promise<{
  options: Pick<CrashOptions, 'stage' | 'url' | 'around' | 'answers' | 'person'>;
  end(): Promise<unknown>;
}> {
  let url = '';
  const bindings = { beispielwil: { 'residents-register.confirm-residence': 'demo-register' } };
  const scenario = { scenario: 'crash', about: '', given: { clock: '2027-03-01T09:00:00+01:00', canton: '_example', bindings }, steps: [] };
  const stage = await createStage(scenario, 'residence-certificate', {
    roots: [root],
    createWorld: createScenarioWorld,
    async createDatabase() {
      const database = await createDatabase({ schema: 'cases' });
      url = database.roleUrl('ep_engine');
      return { owner: database.pool, roleUrl: database.roleUrl, drop: database.drop };
    },
  });
  // Time stamps differ each time: a seal that is made twice leaves content that nobody names.
  const now = (): Date => new Date(stage.now());
  const provider = await startSigningProvider({ port: 0, folder: null, clientId: 'portal', clientSecret: 'secret', pin: '1', now });
  const at = { url: `${provider.url}/csc/v2`, clientId: 'portal', clientSecret: 'secret', pin: '1', now: () => now().getTime() };
  const sealer = createSealer({ signer: createCscSigner(at), timestamps: createTimestampAuthority({ url: `${provider.url}/timestamps` }) });
  stage.worker.sealer = {
    seal: async ({ pdf, authority, key: _key, ...wish }) => (await sealer.seal(pdf, { ...wish, name: authority })).file,
  };
  // What the certificate's authorities keep goes to the archive at its end.
  await stage.publish('services/residence-certificate/service.yaml', (text) => text.replace('appraisal: destroy', 'appraisal: archive'));
  const folder = mkdtempSync(join(tmpdir(), 'crash-archive-'));
  const token = crypto.randomUUID();
  const archive = await startArchive({ port: 0, folder, token });
  const transfer = createHttpTransfer({ id: 'archive-folder', baseUrl: archive.url, token });
  const around = { archive, folder, transfer, early: { count: 0 } };
  const answers = { persons: ['mira'], purpose: 'none', documentLanguage: 'de', delivery: 'inbox' };
  const end = async (): Promise<void> => {
    await Promise.all([provider.stop(), archive.stop(), stage.end()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { options: { stage, url, around, answers, person: 'mira' }, end };
}
