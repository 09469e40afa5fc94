import type { Poller } from '../presence/poller';

/** Makes one request for somebody, under the rules that `Poller.ask` tells. */
export type Ask = Poller['ask'];
