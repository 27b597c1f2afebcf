import { readKeyRing, storeFromSettings, type KeyRing } from '@einwohnerportal/files';
import { z } from 'zod';

const shape = z.object({
  PORT: z.coerce.number().int().default(3008),
  HOST: z.string().default('127.0.0.1'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Address under the role of the machine (`ep_engine`). */
  DATABASE_URL: z.string(),
  /** Keys of the vault, and address under the role that alone reads it (`ep_vault`); both or none. */
  VAULT_KEYS: z.string().min(1).optional(),
  VAULT_DATABASE_URL: z.string().min(1).optional(),
  PUBLIC_URL: z.url().default('http://127.0.0.1:3000'),
  CANTON: z.string().default('lu'),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('portal@einwohnerportal.example'),
  /** Folder of `seal.p12` and `seal-password`; a demonstration's seal is made there when they are missing. Not needed with SIGNING_URL. */
  /** Address of the provider of short messages. */
  SMS_URL: z.url().optional(),
  SMS_TOKEN: z.string().min(1).optional(),
  SMS_FROM: z.string().default('Portal'),
  SEAL_FOLDER: z.string().optional(),
  /** Signing provider with the CSC API v2; the key of the seal lies there. */
  SIGNING_URL: z.url().optional(),
  SIGNING_CLIENT_ID: z.string().default('portal'),
  SIGNING_CLIENT_SECRET: z.string().optional(),
  /** Which key of the provider; default the only one it lists. */
  SIGNING_CREDENTIAL: z.string().optional(),
  SIGNING_PIN: z.string().optional(),
  /** JSON file of further keys, by the names that authorities give them. */
  SEALS: z.string().min(1).optional(),
  /** Time-stamping authority, RFC 3161; without it nobody but the seal says when. */
  TIMESTAMP_URL: z.url().optional(),
  /** PEM file of the issuers that time stamps must come from. */
  TIMESTAMP_ROOTS: z.string().optional(),
  PAYMENT_URL: z.url(),
  PAYMENT_SECRET: z.string(),
  /** JSON file with further means of payment: providers of cards and TWINT, invoices. */
  PAYMENT_MEANS: z.string().min(1).optional(),
  /** Folder or address of the printer that takes bundles of letters. */
  PRINTER: z.string().min(1).optional(),
  PRINTER_TOKEN: z.string().min(1).optional(),
  /** Folder into which the bank's files are put. */
  BANK_FILES_DIR: z.string().min(1).optional(),
  REGISTER_URL: z.url(),
  REGISTER_TOKEN: z.string(),
  /** Secret of other systems that may send messages; without it none are taken in. */
  MESSAGE_SECRET: z.string().min(20).optional(),
  /** Address of a ClamAV daemon, `tcp://host:port` or `unix:/path`. */
  MALWARE_SCANNER: z.string().min(1).optional(),
  /** File that takes the heads of the audit log's chains; outside of the database, best where nothing can be overwritten. */
  AUDIT_ANCHORS: z.string().min(1).optional(),
  /** Folder in which packages are handed over to an archive (connector `archive-folder`). */
  ARCHIVE_FOLDER: z.string().min(1).optional(),
  /** Address and token of an archive's interface (connector `archive-http`). */
  ARCHIVE_URL: z.url().optional(),
  ARCHIVE_TOKEN: z.string().min(16).optional(),
  /** The same for a records system (connectors `records-folder`, `records-http`). */
  RECORDS_FOLDER: z.string().min(1).optional(),
  RECORDS_URL: z.url().optional(),
  RECORDS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.string().default('info'),
});

const whole = shape
  .refine((value) => value.SEAL_FOLDER !== undefined || value.SIGNING_URL !== undefined, {
    path: ['SEAL_FOLDER'],
    error: 'is needed, or SIGNING_URL',
  })
  .refine((value) => (value.VAULT_KEYS === undefined) === (value.VAULT_DATABASE_URL === undefined), {
    path: ['VAULT_KEYS'],
    error: 'is needed with VAULT_DATABASE_URL, and the other way round',
  });

export type WorkerConfig = z.infer<typeof shape> & {
  /** Where contents of files and documents lie, shared with portal and workplace. */
  store: NonNullable<ReturnType<typeof storeFromSettings>>;
  vault: { keys: KeyRing; databaseUrl: string } | null;
};

/** Reads the environment once. @throws Error that names every missing or wrong variable, never its value */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = whole.safeParse(env);
  const store = storeFromSettings(env);
  if (parsed.success && store) {
    const { VAULT_KEYS: keys, VAULT_DATABASE_URL: databaseUrl } = parsed.data;
    return { ...parsed.data, store, vault: keys && databaseUrl ? { keys: readKeyRing(keys, 'the vault'), databaseUrl } : null };
  }
  const places = [
    ...(store ? [] : ['FILES_DIR: is needed']),
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  ];
  throw Object.assign(new Error(`expected the settings of the worker, got faults at ${places.join('; ')}`), { code: 'config-invalid' });
}
