import type { SharedTexts } from './text-keys.ts';

/** A message without arguments. */
export type Plain = Record<never, never>;
/** An argument that stands in the text as it is. */
export type Word = string | number;
/** A day or an instant: ISO 8601, or a Date. */
export type Day = string | Date;

/** Ends of the keys below a block: of `interface.nav.home` and `interface.nav.help` below `interface.nav` they are `home` and `help`. */
export type Below<Keys, Block extends string> = keyof Keys extends infer Key ? (Key extends `${Block}.${infer End}` ? End : never) : never;

/** What a union of messages takes together. */
type Together<A> = (A extends unknown ? (one: A) => void : never) extends (all: infer All) => void ? All : never;
type Args<A> = [keyof Together<A>] extends [never] ? [] : [args: Together<A>];

/**
 * The texts of one language by key, with ICU arguments. `Keys`: key → arguments, made of the text files (`npm run texts`).
 * A key put together of a union must name a text for each of its values, and takes the arguments of all.
 */
export interface TypedTranslate<Keys> {
  <K extends keyof Keys>(key: K, ...args: Args<Keys[K]>): string;
  /** Whether a key that comes from outside has a text. */
  has(key: string): key is keyof Keys & string;
  /** The text of a value that only the running program knows, below a block; null when there is none. */
  word<Block extends string>(block: [Below<Keys, Block>] extends [never] ? never : Block, value: string | number): string | null;
  readonly lang: string;
}

/** The texts of an application by language; pages of this package see those that every application has. */
export interface InterfaceTexts<Keys = SharedTexts> {
  (lang: string): TypedTranslate<Keys> & TypedTranslate<SharedTexts>;
  /** True when the key exists in that very language. */
  hasOwn(lang: string, key: string): boolean;
  /** The message as written, in that very language, or undefined. */
  raw(lang: string, key: string): string | undefined;
}
