import { faultWords } from './parseFault';

/** The text of `--help`. */
export const usage = `A small Circuit with a made-up company, on 127.0.0.1 until Ctrl+C.

  npm run sandbox -- [flags]

  --port N                 port; 0, the default, takes any free one
  --json                   print one line of JSON and nothing else
  --seed TEXT              another set of ids and working days
  --redirect-origin URL    origin that browsers may be sent back to, or a scheme of an app such as
                           com.example.app:/ (default http://localhost:7190); may be given several times
  --scopes A,B             scopes the OAuth apps are registered with (default all)
  --allow-origin ORIGIN    lets pages of this origin, or with * of any, call the API from a browser;
                           may be given several times
  --hide-headers           keeps those pages from reading Date and Retry-After
  --gzip                   compresses answers for clients that take that

How to read and write what Circuit's documentation and examples disagree about; the default first:
  --arrays both|repeated|comma             --dnd-until-as milliseconds|iso
  --support-type-as word|number            --missing-scope-as 401|403
  --unknown-as 404|400|known-only          --errors-as json|html|text|empty
  --bodies form|any (JSON and text, too)   --xml-without-accept
When a presence is set:
  --left-out-message cleared|kept          --leave-dnd clearDND|anyState|refused
  --past-dnd-until over|refused            --offline taken|ignored|refused
  --read-delay MS (until reads show it)    --overwritten-after MS (by a Circuit client: available)
At sign-in:
  --scope-as array|string                  --scopes-between comma|any
  --expires-in SECONDS                     --refresh none|kept|rotating
  --pkce verified|ignored                  --public-client pkce|refused
  --deny-as query|fragment|bare

What goes wrong on purpose:
  --fault-method METHOD    strikes requests of this method only
  --fault-path PATH        strikes this path only, e.g. /rest/v2/users/{id}
  --fault-times N          strikes so many requests only
${faultWords.map(([how, what]) => `  --fault ${how.padEnd(26)} ${what}`).join('\n')}

What is different from Circuit on purpose:
  Pages of other origins   are refused with 403, where Circuit lets them call: a page that one happens
                           to have open must not use a sandbox it was not meant for. See --allow-origin.
  Other host names         are refused with 421, so that no name that somebody points here reaches it.
  Basic for people         is refused with 401, though Circuit documents it: nobody is to type a
                           password into an app, and there are none here.
  Other HTTP methods       get 404, as addresses that do not exist do: the documentation has no other
                           status for them. HEAD is answered like GET, without a body.
  A sign-in without secret is the sandbox's own and exists at no Circuit. See --public-client.
  PKCE                     is verified, though Circuit's documentation does not know it. See --pkce.
`;
