import type { Readable } from 'node:stream';

/**
 * Why a file is not taken. `protected`: a password; `damaged`: cannot be read as what it claims to be; `inside`: more pages, pixels
 * or packed content than anybody will look at; `interrupted`: the connection ended before the file did.
 */
export type FileProblem = 'empty' | 'size' | 'type' | 'protected' | 'damaged' | 'inside' | 'infected' | 'too-many' | 'interrupted';

/** What one control of a form takes. */
export interface Wanted {
  /** Endings without dot: `['pdf', 'jpg']`; empty: the usual ones (`USUAL_ENDINGS`). */
  endings: readonly string[];
  /** Largest file in bytes. */
  most: number;
  /** Files in all; further ones are `too-many`. */
  count: number;
}

/** `not-scanned` is never shown as clean. `pending`: there is a scanner and it did not answer; it will be asked again. */
export type ScanResult = 'clean' | 'not-scanned' | 'pending';

export interface ReceivedFile {
  /** Name of the control. */
  name: string;
  /** As the sender's computer calls it: NFC, without path, control and direction characters, at most 150 characters. */
  filename: string;
  /** Bytes that arrived. */
  size: number;
  problem: FileProblem | null;
  /** What the file is by its content; null with a problem. */
  kept: KeptFile | null;
}

export interface KeptFile {
  /** SHA-256 of the content, hex. */
  hash: string;
  mediaType: string;
  scan: ScanResult;
}

/** Content under the SHA-256 of its bytes. The same content is kept once. */
export interface FileStore {
  /** Takes in at most `most` bytes; what comes after is read and thrown away. */
  take(stream: Readable, most: number): Promise<TakenFile>;
  /** The stream fails with `content-tampered` when the bytes are not those that were kept. @throws FilesError `file-missing`, `store-down`, `key-unknown` */
  open(hash: string): Promise<{ size: number; stream: Readable }>;
  /** Removes content, or with `olderThanMs` only what nobody has kept again since; true: it is not there any more. */
  remove(hash: string, olderThanMs?: number): Promise<boolean>;
  /** Every content older than `ms`, in any order. */
  older(ms: number): AsyncIterable<string>;
  /** Encrypts content under the key for new files, or decrypts it when there is none; false: it is so already. */
  rotate(hash: string): Promise<boolean>;
}

/** A file on its way in: nobody finds it before `keep`. */
export interface TakenFile {
  size: number;
  /** More came than was allowed. */
  tooLarge: boolean;
  hash: string;
  /** Where it lies meanwhile. */
  path: string;
  read(): Readable;
  /** Moves it under its hash; it is on the disk when this returns. */
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** Asks a malware scanner. @throws FilesError `scanner-down`, `scanner-refused` */
export interface Scanner {
  scan(stream: Readable): Promise<'clean' | 'infected'>;
}
