import {
  createCaseBeginner,
  createEngineHost,
  creditedTo,
  openCatalogue,
  runWorker,
  type OpenCatalogue,
  type RunningWorker,
  type WorkerContext,
  type WorkerLog,
} from '@einwohnerportal/cases';
import {
  createMailer,
  createPaymentConnector,
  createPrinter,
  createSmsSender,
  createRegisterConnector,
  createTypstRenderer,
  type Connector,
  type PaymentProvider,
} from '@einwohnerportal/connectors';
import { createEngine } from '@einwohnerportal/engine';
import { createClamdScanner, openFileStore } from '@einwohnerportal/files';
import pg from 'pg';
import { watchBankFiles } from './bank-files.ts';
import type { WorkerConfig } from './config.ts';
import { runEveryHour } from './letters.ts';
import { judgeInThread } from './judge-in-thread.ts';
import { bills, readPaymentMeans } from './payment-means.ts';
import { runAuditDuties } from './audit-duties.ts';
import { runFileDuties } from './file-duties.ts';
import { openSealer } from './open-sealer.ts';
import { runSealDuties, type SealDays } from './seal-duties.ts';
import { runRecordDuties, transfersOf } from './record-duties.ts';
import { runStudioDuties } from './studio-duties.ts';

export interface Worker {
  context: WorkerContext;
  catalogue: OpenCatalogue;
  running: RunningWorker;
  /** How long certificates of seals are still good, by key. */
  sealDays: SealDays;
  stop(): Promise<void>;
}

/** Puts the worker together: engine, connectors of this node, platform capabilities, and lets it run. */
export async function createWorker(config: WorkerConfig, log: WorkerLog): Promise<Worker> {
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: 14, idle_in_transaction_session_timeout: 10_000 });
  // Connections of the engine are kept: the first steps on a new one take 10 ms longer.
  const ofEngine = { max: 6, idle_in_transaction_session_timeout: 10_000, idleTimeoutMillis: 0 };
  const enginePool = new pg.Pool({ connectionString: config.DATABASE_URL, ...ofEngine });
  for (const each of [pool, enginePool])
    each.on('error', (error) => log.warn({ code: (error as { code?: string }).code ?? 'failed' }, 'database connection lost'));
  const catalogue = await openCatalogue(pool, { canton: config.CANTON });
  const host = createEngineHost({ catalogue: () => catalogue.current });
  const touched = new Set<string>();
  const engine = createEngine({
    pool: enginePool,
    ownPool: true,
    host,
    zone: catalogue.current.authorities.canton.zone,
    afterStep: (step) => void touched.add(step.caseId),
    beginCases: createCaseBeginner({ catalogue: () => catalogue.current }),
  });
  const payment = createPaymentConnector({
    id: 'demo-payment',
    baseUrl: config.PAYMENT_URL,
    secret: config.PAYMENT_SECRET,
    publicUrl: config.PUBLIC_URL,
  });
  const register = createRegisterConnector({ id: 'demo-register', baseUrl: config.REGISTER_URL, token: config.REGISTER_TOKEN });
  const around = {
    publicUrl: config.PUBLIC_URL,
    callbackSecret: config.PAYMENT_SECRET,
    account: (authority: string) => catalogue.current.authorities.account(authority, 'fees'),
    credited: (reference: string) => creditedTo(pool, reference),
  };
  const means = [payment, bills(around), ...(config.PAYMENT_MEANS ? readPaymentMeans(config.PAYMENT_MEANS, around) : [])];
  const connectors = new Map<string, Connector>([register, ...means].map((connector) => [connector.id, connector]));
  const { folder, options } = config.store;
  const files = await openFileStore(folder, options);
  const vaultPool = config.vault ? new pg.Pool({ connectionString: config.vault.databaseUrl, max: 4 }) : null;
  vaultPool?.on('error', (error) => log.warn({ code: (error as { code?: string }).code ?? 'failed' }, 'database connection lost'));
  const vault = vaultPool && config.vault ? { keys: config.vault.keys, pool: vaultPool } : null;
  const sealer = openSealer(config);
  const context: WorkerContext = {
    pool,
    engine,
    touched,
    catalogue: () => catalogue.current,
    connectors,
    payments: new Map<string, PaymentProvider>(means.map(({ id, provider }) => [id, provider])),
    renderer: createTypstRenderer(),
    sealer,
    files,
    vault,
    mail: config.SMTP_URL ? createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM }) : null,
    sms: config.SMS_URL ? createSmsSender({ url: config.SMS_URL, token: config.SMS_TOKEN, from: config.SMS_FROM }) : null,
    printer: config.PRINTER ? createPrinter({ target: config.PRINTER, token: config.PRINTER_TOKEN }) : null,
    publicUrl: config.PUBLIC_URL,
    log,
  };
  const stopLetters = context.printer ? runEveryHour(context) : null;
  const stopBank = config.BANK_FILES_DIR
    ? watchBankFiles({
        pool,
        folder: config.BANK_FILES_DIR,
        log,
        authorityOf: (iban) => context.catalogue().authorities.accountOwner(iban),
      })
    : null;
  const running = runWorker(context, { listenUrl: config.DATABASE_URL });
  const scanner = config.MALWARE_SCANNER ? createClamdScanner(config.MALWARE_SCANNER) : null;
  const seals = runSealDuties({ sealer, log });
  const stopFiles = runFileDuties({ pool, store: files, scanner, log });
  const stopRecords = runRecordDuties({
    pool,
    engine,
    catalogue: () => catalogue.current,
    store: files,
    transfers: transfersOf(config),
    // An export lies in the store for days: numbers of the vault only where that is encrypted as well.
    vault: options.keys ? vault : null,
    log,
  });
  const stopStudio = runStudioDuties({ pool, engine, catalogue, canton: config.CANTON, judge: judgeInThread, log });
  const stopAudit = runAuditDuties({ pool, anchors: config.AUDIT_ANCHORS ?? null, log });
  return {
    context,
    catalogue,
    running,
    sealDays: seals.days,
    async stop() {
      stopRecords();
      stopStudio();
      stopAudit();
      stopFiles();
      seals.stop();
      stopLetters?.();
      stopBank?.();
      await running.stop();
      catalogue.close();
      await Promise.all([pool.end(), vaultPool?.end()]);
    },
  };
}
