import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  url: string;
  port: number;
  /** Stops listening and cuts open connections. */
  stop(): Promise<void>;
}

/** Serves on 127.0.0.1; port 0 takes any free one. Rejects with the system's error when the port is taken. */
export function listen(listener: RequestListener, port: number): Promise<Listening> {
  const server = createServer(listener);
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      done({
        url: `http://127.0.0.1:${taken}`,
        port: taken,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}
