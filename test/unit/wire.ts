import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { NetworkError, ProtocolError } from '../../src/circuit/errors';
import type { HttpAnswer, HttpRequest, Transport } from '../../src/circuit/transport';
import { type RawServer, serveRaw } from './rawServer';

/** Part of the URL and the headers of every request. */
export const secret = 'canary-9f31';

/** A transport, and a server that sends whatever bytes a test wants. */
export class Wire {
  readonly server: RawServer;
  /** Called with the socket of each request; `count` starts at 1. */
  answer: (socket: Socket, count: number) => unknown = () => undefined;
  private readonly create: (options: { requestTimeoutMs: number }) => Transport;

  private constructor(create: Wire['create'], server: RawServer) {
    this.create = create;
    this.server = server;
  }

  static async open(create: Wire['create']): Promise<Wire> {
    const server = await serveRaw((socket, count) => wire.answer(socket, count));
    const wire: Wire = new Wire(create, server);
    return wire;
  }

  send(changes: Partial<HttpRequest> = {}, requestTimeoutMs = 10_000): Promise<HttpAnswer> {
    return this.create({ requestTimeoutMs })({
      method: 'GET',
      url: new URL(`/rest/v2/users?name=${secret}`, this.server.origin),
      headers: { Authorization: `Bearer ${secret}` },
      ...changes,
    });
  }

  /** The error that a request ends with. It never contains the secret. */
  async fail(
    changes: Partial<HttpRequest> = {},
    requestTimeoutMs?: number,
  ): Promise<NetworkError | ProtocolError> {
    const error = await this.send(changes, requestTimeoutMs).catch((each: unknown) => each);
    assert.ok(error instanceof NetworkError || error instanceof ProtocolError);
    assert.ok(!error.message.includes(secret));
    return error;
  }
}
