import assert from 'node:assert/strict';
import type { WireUser } from '../../../../src/sandbox/app';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { ask, pluck } from '../support';

const users = '/rest/v2/users';
const noon = Date.UTC(2026, 2, 4, 12);

describe('odd people of the company', () => {
  let server: SandboxServer;
  let people: WireUser[];
  before(async () => {
    server = await serveSandbox({ now: () => noon });
    const ids = server.sandbox.company.people.map(({ user }) => user.userId);
    const asked = [ids.slice(0, 20), ids.slice(20)].map(each => each.join());
    const lists = await Promise.all(
      asked.map(each => ask(server, `${users}/list?returnFullUserInfo=True&name=${each}`)),
    );
    people = lists.flatMap(({ body }) => body as WireUser[]); // or the test fails
  });
  after(() => server.close());

  const count = (test: (user: WireUser) => boolean) => people.filter(test).length;
  const uuid = /^[0-9a-f-]{36}$/;

  it('include some with little more than a name', () => {
    const sparse = people.filter(
      user => !user.jobTitle && !user.company && !user.locale && !user.primaryTenantId,
    );
    assert.ok(sparse.length > 0 && sparse.every(user => user.displayName && user.emailAddress));
  });

  it('have pictures as addresses, as ids and not at all, and locales in both spellings', () => {
    assert.ok(count(({ avatar = '' }) => uuid.test(avatar)) > 3);
    assert.ok(count(({ avatar = '' }) => avatar.startsWith('https://tidewick.example/')) > 3);
    assert.ok(count(({ avatar }) => avatar === undefined) > 3);
    assert.ok(count(({ locale }) => locale === 'en-US') > 3);
    assert.ok(count(({ locale }) => locale === 'EN_US') > 3);
  });

  it('include a deleted one, a session guest and one of another tenant', () => {
    assert.equal(
      count(({ userState }) => userState === 'DELETED'),
      1,
    );
    assert.equal(
      count(({ userType }) => userType === 'SESSION_GUEST'),
      1,
    );
    const tenants = new Set(people.map(user => user.primaryTenantId).filter(Boolean));
    assert.equal(tenants.size, 2);
    assert.equal(
      count(({ secondaryTenantId }) => secondaryTenantId !== undefined),
      1,
    );
  });

  it('include one whose address has a plus, found when it is encoded', async () => {
    const [plus] = people.filter(({ emailAddress }) => emailAddress.includes('+'));
    const { userId, emailAddress } = plus ?? assert.fail();
    const encoded = encodeURIComponent(emailAddress);
    for (const path of [`/${encoded}`, `/${encoded}/getUserByEmail`, `?name=${encoded}`]) {
      const { status, body } = await ask(server, users + path);
      assert.equal(status, 200, path);
      assert.ok(JSON.stringify(body).includes(userId), path);
    }
    assert.equal((await ask(server, `${users}/list?name=${emailAddress}`)).status, 400);
  });

  it('tell their place in a batch of presences', async () => {
    const ids = people.map(({ userId }) => userId).join();
    const { body } = await ask(server, `${users}/presence?userIds=${ids}`);
    const places = pluck(body, 'locationText').filter(Boolean);
    assert.ok(places.includes('London'), String(places));
    assert.equal(pluck(body, 'latitude').filter(Boolean).length, places.length);
  });
});
