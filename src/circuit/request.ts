import * as v from 'valibot';
import type { Logger } from '../base/log';
import { httpErrorFor, readJson, saysNobody, wrongShape } from './answers';
import { type Items, parseItems, type Schema } from './fields';
import type { Call, Send } from './send';
import type { HttpAnswer } from './transport';

/** Sends a call and parses the answer as one object or as a list. */
export interface CircuitRequest {
  one<T>(schema: Schema<T>, call: Call): Promise<T>;
  /** Undefined if Circuit says that the person does not exist. */
  oneIfAny<T>(schema: Schema<T>, call: Call): Promise<T | undefined>;
  many<T>(item: Schema<T>, call: Call): Promise<T[]>;
  /** Empty if Circuit says that nobody was found. */
  manyIfAny<T>(item: Schema<T>, call: Call): Promise<T[]>;
}

/**
 * Malformed items are dropped from lists and counted in `log`. `onAnswer` is called with each
 * well-formed answer.
 */
export function createCircuitRequest(
  send: Send,
  log: Logger,
  onAnswer: (answer: HttpAnswer) => void,
): CircuitRequest {
  const read = <T>(schema: Schema<T>, answer: HttpAnswer): T => {
    const one = readOne(schema, answer);
    onAnswer(answer);
    return one;
  };
  const readMany = <T>(item: Schema<T>, call: Call, answer: HttpAnswer): T[] => {
    const { good, dropped, beyond } = readItems(item, answer);
    if (dropped > 0) {
      log.warn(`${call.template}: ${dropped} of ${good.length + dropped} items of a wrong shape`);
    }
    if (beyond > 0) {
      log.warn(`${call.template}: ${beyond} items beyond the first ${good.length + dropped}`);
    }
    onAnswer(answer);
    return good;
  };
  return {
    one: async (schema, call) => read(schema, await send(call)),
    many: async (item, call) => (asksForNobody(call) ? [] : readMany(item, call, await send(call))),
    async oneIfAny(schema, call) {
      const answer = await send(call);
      return saysNobody(answer) ? undefined : read(schema, answer);
    },
    async manyIfAny(item, call) {
      if (asksForNobody(call)) {
        return [];
      }
      const answer = await send(call);
      return saysNobody(answer) ? [] : readMany(item, call, answer);
    },
  };
}

function asksForNobody(call: Call): boolean {
  return call.ids?.values.length === 0;
}

/** One object from an answer with status 200. Throws a `CircuitError`. */
export function readOne<T>(schema: Schema<T>, answer: HttpAnswer): T {
  const parsed = v.safeParse(schema, readOk(answer));
  if (!parsed.success) {
    throw wrongShape();
  }
  return parsed.output;
}

/**
 * The valid items of a list from an answer with status 200. An empty list is valid; a list without
 * any valid item is not. Throws a `CircuitError`.
 */
export function readItems<T>(item: Schema<T>, answer: HttpAnswer): Items<T> {
  const list = readOk(answer);
  const items = Array.isArray(list) ? parseItems(item, list) : undefined;
  if (!items || (items.good.length === 0 && items.dropped > 0)) {
    throw wrongShape();
  }
  return items;
}

function readOk(answer: HttpAnswer): unknown {
  if (answer.status !== 200) {
    throw httpErrorFor(answer);
  }
  return readJson(answer);
}
