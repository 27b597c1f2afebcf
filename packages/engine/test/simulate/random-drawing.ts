import type { Neighbour } from './random-parts.ts';
import type { Random } from './random.ts';

/** A model that is being drawn: its elements so far, and how many more it should have. */
export class Drawing {
  readonly random: Random;
  /** Whether it may call `called`, and ask another pool. */
  readonly calls: boolean;
  /** The pool beside is asked at most at one place. */
  neighbour: Neighbour | null = null;
  budget: number;
  #count = 0;
  #xml: string[] = [];
  readonly #around: string[][] = [];

  constructor(random: Random, budget: number, calls: boolean) {
    this.random = random;
    this.budget = budget;
    this.calls = calls;
  }

  id(kind: string): string {
    this.#count += 1;
    this.budget -= 1;
    return `${kind}${this.#count}`;
  }

  add(xml: string): void {
    this.#xml.push(xml);
  }

  replace(from: string, to: string): void {
    this.#xml = this.#xml.map((xml) => xml.replace(from, to));
  }

  /** What is added from now on stands inside of something, up to `close`. */
  open(): void {
    this.#around.push(this.#xml);
    this.#xml = [];
  }

  close(): string {
    const inside = this.#xml.join('');
    this.#xml = this.#around.pop()!;
    return inside;
  }
}
