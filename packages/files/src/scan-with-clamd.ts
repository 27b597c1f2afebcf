import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { FilesError } from './errors.ts';
import type { Scanner } from './types.ts';

/** Milliseconds without a sign of the scanner before it counts as down; it answers only after the whole file. */
const SILENCE_MS = 60_000;

/**
 * A ClamAV daemon at `tcp://host:port` or `unix:/path` (command INSTREAM: chunks with their length in 4 bytes, big-endian, a length of
 * 0 at the end; https://docs.clamav.net/manual/Usage/Scanning.html#clamd).
 * @throws FilesError `configuration-invalid` for another address
 */
export function createClamdScanner(address: string): Scanner {
  const target = targetOf(address);
  return {
    async scan(stream) {
      const socket = connect(target);
      socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('silence')));
      try {
        const [answer] = await Promise.all([answerOf(socket), send(stream, socket)]);
        return verdictOf(answer);
      } catch (error) {
        if (error instanceof FilesError) throw error;
        throw new FilesError('scanner-down', 'expected an answer of the malware scanner, got none', { cause: error });
      } finally {
        socket.destroy();
        stream.destroy();
      }
    },
  };
}

function targetOf(address: string): { path: string } | { host: string; port: number } {
  const unix = /^unix:(\/.+)$/.exec(address);
  if (unix) return { path: unix[1]! };
  const tcp = /^tcp:\/\/(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(address);
  if (tcp) return { host: tcp[1]!.replace(/^\[|\]$/g, ''), port: Number(tcp[2]) };
  throw new FilesError(
    'configuration-invalid',
    'expected an address of the malware scanner like tcp://host:3310 or unix:/path, got another',
  );
}

async function send(stream: Readable, socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.write('zINSTREAM\0');
  const length = Buffer.alloc(4);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    // It answers early when it has enough: too large for it, or the connection is gone.
    if (!socket.writable) return;
    length.writeUInt32BE(chunk.length);
    socket.write(Buffer.from(length));
    if (!socket.write(chunk)) await new Promise<void>((resolve) => socket.once('drain', resolve).once('close', resolve));
  }
  if (socket.writable) socket.write(Buffer.alloc(4));
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.includes('\0') || text.length > 4096) resolve(text.replace(/\0[\s\S]*/, ''));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before its answer')));
  });
}

function verdictOf(answer: string): 'clean' | 'infected' {
  if (/^stream: OK$/.test(answer)) return 'clean';
  if (/^stream: .* FOUND$/.test(answer)) return 'infected';
  throw new FilesError('scanner-refused', 'expected OK or FOUND of the malware scanner, got another answer');
}
