import { Num, finite } from '../values/number.ts';
import { compare } from '../values/compare.ts';
import type { Run } from '../run.ts';
import type { Value } from '../values/kind.ts';
import { define } from './define.ts';

// List functions that compute, DMN 1.5, section 10.3.4.4.

function overNumbers(name: string, compute: (numbers: Num[], run: Run) => Value): void {
  const call = ([list]: Value[][], run: Run): Value => {
    const items = list ?? [];
    run.size(items.length);
    const numbers = items.filter((item) => item instanceof Num);
    if (numbers.length === items.length) return compute(numbers, run);
    return run.warn('feel-argument', `expected only numbers in the list of ${name}, got others`);
  };
  define(name, 'list: list', call);
  define(name, '...n', (args, run) =>
    args.length === 0 ? run.warn('feel-argument', `expected at least one number of ${name}, got none`) : call([args], run),
  );
}

const total = (numbers: Num[]) => numbers.reduce((sum, number) => sum.plus(number), new Num(0));

/** A result of at least one number. */
function overSome(name: string, compute: (numbers: Num[]) => Num | null): void {
  overNumbers(name, (numbers, run) => {
    if (numbers.length === 0) return run.warn('feel-argument', `expected at least one number of ${name}, got none`);
    return compute(numbers) ?? run.warn('feel-number', `expected a result of ${name} within the range of numbers, got none`);
  });
}

overSome('sum', (numbers) => finite(total(numbers)));
overSome('product', (numbers) => finite(numbers.reduce((product, number) => product.times(number), new Num(1))));
overSome('mean', (numbers) => finite(total(numbers).div(numbers.length)));
overSome('median', (numbers) => {
  const ordered = [...numbers].sort((a, b) => a.comparedTo(b));
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] ?? null;
  const lower = ordered[middle - 1];
  return ordered.length % 2 === 1 || lower === undefined || upper === null ? upper : lower.plus(upper).div(2);
});
overNumbers('stddev', (numbers, run) => {
  if (numbers.length < 2) return run.warn('feel-argument', 'expected at least two numbers of stddev, got fewer');
  const mean = total(numbers).div(numbers.length);
  const squares = numbers.map((number) => number.minus(mean).pow(2));
  return finite(
    total(squares)
      .div(numbers.length - 1)
      .sqrt(),
  );
});
overNumbers('mode', (numbers) => {
  const counts = new Map<string, { number: Num; count: number }>();
  for (const number of numbers) {
    const key = number.toString();
    const seen = counts.get(key) ?? { number, count: 0 };
    counts.set(key, { number: seen.number, count: seen.count + 1 });
  }
  const highest = Math.max(0, ...[...counts.values()].map(({ count }) => count));
  const most = [...counts.values()].filter(({ count }) => count === highest).map(({ number }) => number);
  return most.sort((a, b) => a.comparedTo(b));
});

function extreme(name: string, direction: 1 | -1): void {
  const call = ([list]: Value[][], run: Run): Value => {
    run.size(list?.length ?? 0);
    let best: Value = null;
    for (const [index, item] of (list ?? []).entries()) {
      const order = index === 0 ? compare(item, item) : compare(item, best);
      if (order === null) {
        return run.warn('feel-argument', `expected values of one ordered type in the list of ${name}, got others`);
      }
      if (index === 0 || order * direction > 0) best = item;
    }
    return best ?? run.warn('feel-argument', `expected at least one value of ${name}, got none`);
  };
  define(name, 'list: list', call);
  define(name, '...c', (args, run) => call([args], run));
}

extreme('min', -1);
extreme('max', 1);

function logical(name: string, decisive: boolean): void {
  const call = ([list]: Value[][], run: Run): Value => {
    run.size(list?.length ?? 0);
    if (list?.includes(decisive)) return decisive;
    if (list?.every((item) => item === !decisive)) return !decisive;
    return run.warn('feel-argument', `expected only booleans in the list of ${name}, got others`);
  };
  define(name, 'list: list', call);
  define(name, '...b', (args, run) =>
    args.length === 0 ? run.warn('feel-argument', `expected at least one boolean of ${name}, got none`) : call([args], run),
  );
}

logical('all', false);
logical('any', true);
