import type { Parameter } from './pipeline.ts';

/** Bytes that are kept for the next messages; what needs more has memory of its own, which is sent as it is. */
const KEPT_BYTES = 1 << 16;
/** Characters from which on a text is measured before it is written: three times its length is too much memory. */
const LARGE_CHARACTERS = 4096;
const TEXT = 0;
const BINARY = 1;

/** Messages of the extended query protocol (PostgreSQL documentation, "Message Formats"), written once and sent in one piece. */
export class Messages {
  readonly #kept = Buffer.allocUnsafeSlow(KEPT_BYTES);
  #bytes = this.#kept;
  #at = 0;

  /** Forgets a prepared statement. */
  close(name: string): void {
    const start = this.#open('C');
    this.#byte(0x53);
    this.#name(name);
    this.#end(start);
  }

  /** Prepares a statement; the server infers the types of its parameters. */
  parse(name: string, text: string): void {
    const start = this.#open('P');
    this.#name(name);
    this.#name(text);
    this.#int16(0);
    this.#end(start);
  }

  /** Gives a prepared statement its parameters, executes it, and has its columns named before where somebody reads its rows. */
  run(name: string, values: readonly Parameter[], silent: boolean): void {
    this.#bind(name, values);
    if (!silent) {
      const start = this.#open('D');
      this.#byte(0x50);
      this.#byte(0);
      this.#end(start);
    }
    const start = this.#open('E');
    this.#byte(0);
    this.#int32(0);
    this.#end(start);
  }

  /** The end of statements that stand together; what was written so far is no longer held. @returns everything since the last call. */
  sync(): Buffer {
    this.#end(this.#open('S'));
    const all = this.#bytes.subarray(0, this.#at);
    const isOwn = this.#bytes.length > KEPT_BYTES;
    this.forget();
    // The memory that is kept is written again while the socket may still read what it was given.
    return isOwn ? all : Buffer.from(all);
  }

  /** Drops what was written since the last `sync`. */
  forget(): void {
    this.#at = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = this.#kept;
  }

  #bind(name: string, values: readonly Parameter[]): void {
    const start = this.#open('B');
    this.#byte(0);
    this.#name(name);
    this.#int16(values.length);
    for (const value of values) this.#int16(typeof value === 'string' || value === null ? TEXT : BINARY);
    this.#int16(values.length);
    for (const value of values) {
      if (value === null) this.#int32(-1);
      else if (typeof value === 'string') this.#string(value);
      else {
        this.#int32(value.length);
        this.#room(value.length);
        this.#at += value.copy(this.#bytes, this.#at);
      }
    }
    this.#int16(1);
    this.#int16(TEXT);
    this.#end(start);
  }

  #string(value: string): void {
    const start = this.#at;
    this.#int32(0);
    this.#text(value);
    this.#bytes.writeInt32BE(this.#at - start - 4, start);
  }

  #name(value: string): void {
    this.#text(value);
    this.#byte(0);
  }

  #text(value: string): void {
    // No character takes more than three bytes of UTF-8 for each unit of a text.
    this.#room(value.length < LARGE_CHARACTERS ? value.length * 3 : Buffer.byteLength(value));
    this.#at += this.#bytes.write(value, this.#at);
  }

  #open(type: string): number {
    this.#byte(type.charCodeAt(0));
    this.#int32(0);
    return this.#at - 4;
  }

  /** Its own length stands in front of a message, without its type. */
  #end(start: number): void {
    this.#bytes.writeInt32BE(this.#at - start, start);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }

  #int16(value: number): void {
    this.#room(2);
    this.#bytes[this.#at] = value >> 8;
    this.#bytes[this.#at + 1] = value;
    this.#at += 2;
  }

  #int32(value: number): void {
    this.#room(4);
    this.#bytes[this.#at] = value >> 24;
    this.#bytes[this.#at + 1] = value >> 16;
    this.#bytes[this.#at + 2] = value >> 8;
    this.#bytes[this.#at + 3] = value;
    this.#at += 4;
  }

  #room(more: number): void {
    const needed = this.#at + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed + (needed >> 3), this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
