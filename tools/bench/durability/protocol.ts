/** One message of the PostgreSQL protocol: its type, empty for the first of a connection, its content and all its bytes. */
export interface Message {
  type: string;
  body: Buffer;
  bytes: Buffer;
}

/**
 * Cuts a byte stream into messages: one byte of type, four of length (with themselves), the content. What a client sends first has
 * no type. Source: PostgreSQL documentation, chapter "Message Formats".
 */
export class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #first: boolean;

  constructor(side: 'client' | 'server') {
    this.#first = side === 'client';
  }

  /** Messages that are complete with these bytes. */
  push(chunk: Buffer): Message[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const complete: Message[] = [];
    for (;;) {
      const head = this.#first ? 0 : 1;
      if (this.#rest.length < head + 4) return complete;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return complete;
      const bytes = this.#rest.subarray(0, length);
      complete.push({ type: this.#first ? '' : String.fromCharCode(bytes[0]!), body: bytes.subarray(head + 4), bytes });
      this.#rest = this.#rest.subarray(length);
      this.#first = false;
    }
  }
}
