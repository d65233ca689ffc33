import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { isTooDeep } from '../yaml-depth.ts';
import type { Entry, Read } from './reading.ts';
import { readVariables } from './variables.ts';
import { quick, tooDeep } from './yaml.ts';

/** docker-compose: `environment` of each service, as a map or as a list of NAME=VALUE. */
export function readCompose(text: string): Read {
  if (isTooDeep(text)) return tooDeep;
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, ...quick });
  const services = document.get('services');
  const reads = isMap(services)
    ? services.items.map(({ value }) => readVariables(environmentOf(value, counter), 'env'))
    : [];
  return { servers: reads.flatMap(({ servers }) => servers), remarks: reads.flatMap(({ remarks }) => remarks) };
}

function environmentOf(service: unknown, counter: LineCounter): Entry[] {
  const environment = isMap(service) ? service.get('environment') : undefined;
  const items = isMap(environment) || isSeq(environment) ? environment.items : [];
  return items.flatMap((item): Entry[] => {
    if (isPair(item) && isScalar(item.key)) {
      const value = isScalar(item.value) ? textOf(item.value.value) : '';
      return [{ key: textOf(item.key.value), value, line: lineOf(item.key.range, counter) }];
    }
    const [, key, value = ''] = isScalar(item) ? (/^([^=]+)=?([\s\S]*)$/.exec(textOf(item.value)) ?? []) : [];
    return key === undefined || !isScalar(item) ? [] : [{ key, value, line: lineOf(item.range, counter) }];
  });
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const lineOf = (range: readonly number[] | null | undefined, counter: LineCounter): number =>
  counter.linePos(range?.[0] ?? 0).line;
