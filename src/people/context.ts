import type { Account } from '../account/account';
import type { Poller } from '../presence/polling/poller';
import type { PresenceStore } from '../presence/store';
import type { Directory } from './directory';
import type { KnownNames } from './knownNames';
import type { NoticeList } from './notices/noticeList';
import type { LastSearch } from './search/lastSearch';
import type { Labels } from './views/labels';
import type { PeopleView } from './views/peopleView';
import type { SearchView } from './views/searchView';
import type { WatchList } from './watch/watchList';

/** The dependencies of the commands about people, created in `createPeople`. */
export interface PeopleContext {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'refresh' | 'poke'>;
  readonly account: () => Account | undefined;
  readonly watchList: WatchList;
  readonly directory: Directory;
  readonly search: LastSearch;
  readonly labels: Labels;
  readonly notices: NoticeList;
  readonly names: KnownNames;
  readonly peopleView: PeopleView;
  readonly searchView: SearchView;
}
