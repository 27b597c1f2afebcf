/** A verb takes the words after it and gives the exit code. */
export type Verb = (words: string[]) => Promise<number>;

interface Entry {
  usage: string;
  about: string;
  load(): Promise<Verb>;
}

/** Table of contents of the command line. */
export const verbs: Record<string, Entry> = {
  check: {
    usage: 'check <folder>…',
    about: 'prove what can be proven about a service, capability or canton without running it',
    load: async () => (await import('./check.ts')).check,
  },
  test: {
    usage: 'test <folder> [part]',
    about: 'run the scenarios of a service, or those with part in their name, through the real engine with a set clock',
    load: async () => (await import('./test.ts')).test,
  },
  'import-form': {
    usage: 'import-form <file.form> [--to <folder>] [--id <id>] [--language de] [--office <function>] [--force]',
    about: 'turn a form in formcode into the draft of a service folder, with a list of what to look at',
    load: async () => (await import('./import-form.ts')).importForm,
  },
  inspect: {
    usage: 'inspect <file.bpmn>',
    about: 'print what a BPMN file says, and what the engine refuses, as JSON',
    load: async () => (await import('./inspect.ts')).inspect,
  },
  tck: {
    usage: 'tck <folder> [--json]',
    about: 'run a folder in the layout of the DMN conformance kit and print what passed',
    load: async () => (await import('./tck.ts')).tck,
  },
  retention: {
    usage: 'retention [--on <day>] [--thin] [--detach] [--run]',
    about:
      'show month by month which ended cases may go; with --run drop them. retention cases: which case files are over, --run destroys them with proof; retention proof [authority]; retention hold|release <case> <reason>: legal hold',
    load: async () => (await import('./retention.ts')).retention,
  },
  'export-dossier': {
    usage: 'export-dossier <reference> [--out <file.zip>]',
    about: 'write one case as a dossier for a records system (eCH-0147 T1); DATABASE_URL of the machine, FILES_DIR, CANTON',
    load: async () => (await import('./export-dossier.ts')).exportDossier,
  },
  'export-history': {
    usage: 'export-history [--format jsonl|xes] …',
    about: 'write what happened to cases, without personal data: --service, --authority, --from, --until, --out; DATABASE_URL',
    load: async () => (await import('./export-history.ts')).exportHistoryVerb,
  },
  'verify-log': {
    usage: 'verify-log [--anchors <file>]',
    about: 'check the audit log against its chain of seals, and the chain against its anchors; DATABASE_URL of the role ep_audit',
    load: async () => (await import('./verify-log.ts')).verifyLog,
  },
  files: {
    usage: 'files rotate | files verify [--quick]',
    about:
      'encrypt the file store under the first key of FILES_KEYS, or prove that each row has its content, each content its row and every byte is as it was kept; FILES_DIR and the other settings of files, for verify DATABASE_URL of the machine',
    load: async () => (await import('./files.ts')).files,
  },
  vault: {
    usage: 'vault status | rotate',
    about:
      'how many numbers lie under which key; rotate seals all again under the first key of VAULT_KEYS; VAULT_DATABASE_URL of the role ep_vault',
    load: async () => (await import('./vault.ts')).vault,
  },
  authority: {
    usage: 'authority export <folder> | import <folder> --by <name> [--replace]',
    about: 'write the authorities as they are in force as files, or make such files hold; DATABASE_URL of the machine, CANTON',
    load: async () => (await import('./authority.ts')).authority,
  },
  prolong: {
    usage: 'prolong <file.pdf>…',
    about: 'put a document time stamp over sealed PDFs, so that they can be checked longer; TIMESTAMP_URL, TIMESTAMP_ROOTS',
    load: async () => (await import('./prolong.ts')).prolong,
  },
  letters: {
    usage: 'letters list [--all] | returned <letter id>',
    about: 'show letters that wait to be printed or came back; note that one came back; DATABASE_URL',
    load: async () => (await import('./letters.ts')).letters,
  },
  payments: {
    usage: 'payments import <file>… | list | done <key> <note>',
    about: 'read bank files (camt.053, camt.054); show and note money that a person must look at; DATABASE_URL',
    load: async () => (await import('./payments.ts')).payments,
  },
  help: { usage: 'help', about: 'print this', load: async () => (await import('./help.ts')).help },
};
