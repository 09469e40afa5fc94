/** A Users operation. One of the `scopes` is enough; `ALL` always is. */
export interface Operation {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly scopes: readonly string[];
  /** Whether the specification documents answers in XML besides JSON. */
  readonly xml: boolean;
}

/** The path for validating a token, which is part of it. */
export const tokenPath = '/oauth/token/{token}';

const users = '/rest/v2/users';
const readOwn = ['READ_USER_PROFILE'];
const readUser = ['READ_USER'];

/** The ten Users operations (specification 2.9.235), literal paths before those with a parameter. */
export const operations = {
  searchUsers: { method: 'GET', path: users, scopes: readUser, xml: true },
  getLabels: {
    method: 'GET',
    path: `${users}/labels`,
    scopes: ['READ_USER_PROFILE', 'ORGANIZE_CONVERSATIONS'],
    xml: false,
  },
  listUsers: { method: 'GET', path: `${users}/list`, scopes: readUser, xml: true },
  getPresences: { method: 'GET', path: `${users}/presence`, scopes: readUser, xml: true },
  setPresence: {
    method: 'PUT',
    path: `${users}/presence`,
    scopes: ['WRITE_USER_PROFILE', 'MANAGE_PRESENCE'],
    xml: true,
  },
  getProfile: { method: 'GET', path: `${users}/profile`, scopes: readOwn, xml: false },
  getSupportInfo: { method: 'GET', path: `${users}/supportinfo`, scopes: readOwn, xml: false },
  getUserByEmail: {
    method: 'GET',
    path: `${users}/{emailAddress}/getUserByEmail`,
    scopes: readOwn,
    xml: true,
  },
  getPresence: { method: 'GET', path: `${users}/{id}/presence`, scopes: readUser, xml: true },
  getUser: { method: 'GET', path: `${users}/{id}`, scopes: readUser, xml: true },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/**
 * Aliases of a path: the vendor's examples omit the version, and an old specification has the token
 * operations under the users.
 */
export function aliasesOf(path: string): string[] {
  return path.startsWith('/rest/v2/')
    ? [path, path.replace('/v2/', '/')]
    : path.startsWith('/oauth/token')
      ? [path, `/rest${path}`, `/rest/v2${path}`]
      : [path];
}

/** Every path the sandbox answers, with `{…}` for parameters. */
export const pathTemplates: readonly string[] = [
  ...new Set(Object.values(operations).map(operation => operation.path)),
  '/oauth/authorize',
  '/oauth/token',
  tokenPath,
  '/',
];

const patterns = pathTemplates.map(template => ({
  template,
  pattern: new RegExp(
    `^(${aliasesOf(template)
      .join('|')
      .replace(/\{\w+\}/g, '[^/]+')})$`,
  ),
}));

/** The template of a path, such as `/rest/v2/users/{id}`; undefined for an unknown path. */
export function templateOf(path: string): string | undefined {
  return patterns.find(({ pattern }) => pattern.test(path))?.template;
}

/** Every scope of the specification and the SDK, as described on the consent page. */
export const scopeWords: Readonly<Record<string, string>> = {
  ALL: 'Do everything that you can do',
  READ_USER_PROFILE: 'Read your profile, your labels and support information',
  WRITE_USER_PROFILE: 'Change your profile and your presence',
  READ_USER: 'See colleagues and their presence',
  MANAGE_PRESENCE: 'Set your presence and status message',
  READ_CONVERSATIONS: 'Read your conversations',
  WRITE_CONVERSATIONS: 'Write in your conversations',
  MANAGE_CONVERSATIONS: 'Manage your conversations',
  CREATE_CONVERSATIONS_CONTENT: 'Post in your conversations',
  UPDATE_CONVERSATION_CONTENT: 'Change what you posted in conversations',
  DELETE_CONVERSATIONS_CONTENT: 'Delete what you posted in conversations',
  MODERATE_CONVERSATIONS: 'Moderate your conversations',
  ORGANIZE_CONVERSATIONS: 'Label and sort your conversations',
  SEARCH_CONVERSATIONS: 'Search your conversations',
  GUEST_CALLS: 'Take part in calls as a guest',
  CALLS: 'Make and take calls',
  CALL_RECORDING: 'Record your calls',
  MENTION_EVENT: 'Hear when you are mentioned',
  USER_MANAGEMENT: 'Manage users of your company',
  USER_TO_USER: 'Send messages between your apps',
  READ_SPACE: 'Read your spaces',
  WRITE_SPACE: 'Change your spaces',
  MANAGE_SPACE: 'Manage your spaces',
  CREATE_SPACE_CONTENT: 'Post in your spaces',
  UPDATE_SPACE_CONTENT: 'Change what you posted in spaces',
  DELETE_SPACE_CONTENT: 'Delete what you posted in spaces',
  ORGANIZE_SPACE: 'Label and sort your spaces',
};
