// The README as it is packaged: one page, since a package shows no other file of this repository.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What only somebody with a clone can use. */
const forClones = 'Build and test';

/**
 * The README of `root` with every page of docs/ that it links to, directly or through another, as a
 * section of its own at the end. Links between them become anchors; pictures of and other links into
 * the repository are left out, since nobody sees it there as long as it is not public.
 */
export function packagedReadme(root: string): string {
  const read = (page: string) => readFileSync(path.join(root, page), 'utf8');
  const pages = new Map([['README.md', withoutSection(read('README.md'), forClones)]]);
  // A map's iterator also visits what is added on the way.
  for (const [page, text] of pages) {
    for (const file of linkedPages(page, text).filter(file => !pages.has(file))) {
      pages.set(file, read(file).replaceAll(/^#/gm, '##'));
    }
  }
  const titles = new Map([...pages].map(([page, text]) => [page, anchorOf(text)]));
  return (
    [...pages].map(([page, text]) => withAnchors(page, text, titles).trim()).join('\n\n') + '\n'
  );
}

function withoutSection(text: string, heading: string): string {
  const [before = '', section] = text.split(`## ${heading}\n`);
  if (section === undefined) {
    return text;
  }
  const next = section.indexOf('\n## ');
  return before + (next < 0 ? '' : section.slice(next + 1));
}

const link = /\[([^\]]*)\]\((?!https:)([^)#]*)(#[^)]*)?\)/g;

function linkedPages(page: string, text: string): string[] {
  return [...text.matchAll(link)]
    .map(([, , file = '']) => resolve(page, file))
    .filter(file => /^docs\/[\w-]+\.md$/.test(file));
}

/** A file's path in the repository, as it is linked from `page`. */
function resolve(page: string, file: string): string {
  return file === '' ? page : path.posix.join(path.posix.dirname(page), file);
}

function withAnchors(page: string, text: string, titles: ReadonlyMap<string, string>): string {
  return text
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n?/gm, '')
    .replaceAll(link, (_, words: string, file: string, anchor?: string) => {
      const title = titles.get(resolve(page, file));
      return title === undefined ? words : `[${words}](${anchor ?? `#${title}`})`;
    });
}

/** The anchor of a page's title, as GitHub, the Marketplace and VS Code name it. */
function anchorOf(text: string): string {
  const [, title = ''] = /^#+ (.+)$/m.exec(text) ?? [];
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
