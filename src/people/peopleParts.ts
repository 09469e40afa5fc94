import type { Account } from '../account/account';
import type { Poller } from '../presence/poller';
import type { PresenceStore } from '../presence/store';
import type { Directory } from './directory';
import type { Labels } from './labels';
import type { LastSearch } from './lastSearch';
import type { NoticeList } from './noticeList';
import type { PeopleView } from './peopleView';
import type { SearchView } from './searchView';
import type { WatchList } from './watchList';

/** What the commands about people work with. All of it lives in `extension.ts`. */
export interface PeopleParts {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'refresh' | 'poke'>;
  readonly account: () => Account | undefined;
  readonly watchList: WatchList;
  readonly directory: Directory;
  readonly search: LastSearch;
  readonly labels: Labels;
  readonly notices: NoticeList;
  readonly peopleView: PeopleView;
  readonly searchView: SearchView;
  /** Of this extension. */
  readonly version: string;
}

/** Command id to what it does. */
export type CommandTable = Record<string, (...args: unknown[]) => unknown>;
