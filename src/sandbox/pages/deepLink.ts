/**
 * The script of the start page. Recognizes the links of Circuit's web client (from its SDK) and
 * shows as plain text what one would open.
 */
export const deepLinkScript = String.raw`
'use strict';
const box = document.getElementById('link');
const people = JSON.parse(box.dataset.people);
const decode = text => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const nameOf = id => (Object.hasOwn(people, id) ? people[id] : id);
const words = {
  user: id => 'the conversation with ' + nameOf(id),
  profile: id => 'the profile of ' + nameOf(id),
  email: address => 'the conversation with ' + nameOf(address),
  search: term => 'a search for “' + term + '”',
  conversation: id => 'the conversation ' + id,
  open: id => 'the conversation ' + id,
  muted: id => 'the conversation ' + id,
  space: id => 'the space ' + id,
  call: (id, query) =>
    'a call with ' + nameOf(query.get('user') || id) + ' by ' + (query.get('media') || 'audio'),
  phone: (number, query) => 'a phone call to ' + (query.get('number') || number),
};
const show = () => {
  const match = /^#\/([a-z]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(location.hash);
  if (!match || !Object.hasOwn(words, match[1])) {
    return;
  }
  const query = new URLSearchParams((match[3] || '').replace(/\+/g, '%2B'));
  const what = words[match[1]](decode(match[2] || ''), query).slice(0, 300);
  box.querySelector('h1').textContent = 'Circuit would open ' + what;
};
addEventListener('hashchange', show);
show();
`;
