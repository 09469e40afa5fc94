import { endRight, second } from './orders';

const lost = [0, 1].map(put => [`the answer to set ${put} is lost`, put] as const);
const late = [0, 1].flatMap(put => [4, 150].map(seconds => [put, seconds * second] as const));

describe('Two windows in each of which somebody chooses once', () => {
  for (const [words, put] of lost) {
    it(`end right in whichever order things happen, where ${words}`, () =>
      endRight({ kind: 'lostAnswer', put }));
  }
  for (const [put, byMs] of late) {
    const words = `set ${put} is carried out ${byMs / second} s later`;
    it(`end right in whichever order things happen, where ${words}, and those after it later still`, () =>
      endRight({ kind: 'late', put, byMs }));
    it(`end right or say so in whichever order things happen, where ${words}`, () =>
      endRight({ kind: 'late', put, byMs }, false));
  }
});
