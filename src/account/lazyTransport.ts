import type { Transport } from '../circuit/transport';

/** The transport over the network, loaded at the first request: starting VS Code does not pay for it. */
export function createLazyTransport(): Transport {
  let loading: Promise<Transport> | undefined;
  const load = async () => (await import('../node/transport')).createNodeTransport();
  return async request => {
    loading ??= load();
    return (await loading)(request);
  };
}
