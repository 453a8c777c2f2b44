// A set of small whole numbers, one bit each: what a filter leaves of a hundred thousand products fits 13 kB.

export class Bits {
  #words: Uint32Array;

  constructor(capacity = 0) {
    this.#words = new Uint32Array(Math.ceil(capacity / 32));
  }

  has(at: number): boolean {
    return ((this.#words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  set(at: number, on: boolean): void {
    const word = at >>> 5;
    if (word >= this.#words.length) {
      if (!on) return;
      const grown = new Uint32Array(Math.max(word + 1, this.#words.length * 2, 32));
      grown.set(this.#words);
      this.#words = grown;
    }
    if (on) this.#words[word]! |= 1 << (at & 31);
    else this.#words[word]! &= ~(1 << (at & 31));
  }

  copy(): Bits {
    const copy = new Bits();
    copy.#words = this.#words.slice();
    return copy;
  }

  /** Keeps what is in the other set, too. */
  and(other: Bits): this {
    const words = this.#words;
    const others = other.#words;
    for (let at = 0; at < words.length; at++) words[at]! &= others[at] ?? 0;
    return this;
  }

  /** Adds what is in the other set. */
  or(other: Bits): this {
    if (other.#words.length > this.#words.length) {
      const grown = new Uint32Array(other.#words.length);
      grown.set(this.#words);
      this.#words = grown;
    }
    const words = this.#words;
    const others = other.#words;
    for (let at = 0; at < others.length; at++) words[at]! |= others[at]!;
    return this;
  }

  /** Keeps what is not in the other set. */
  andNot(other: Bits): this {
    const words = this.#words;
    const others = other.#words;
    for (let at = 0; at < words.length; at++) words[at]! &= ~(others[at] ?? 0);
    return this;
  }

  /** Keeps those whose value in a column is at most `limit`. */
  keepUpTo(column: Uint16Array, limit: number): this {
    const words = this.#words;
    for (let at = 0; at < words.length; at++) {
      let left = words[at]!;
      while (left !== 0) {
        const lowest = left & -left;
        if (column[(at << 5) + 31 - Math.clz32(lowest)]! > limit) words[at]! &= ~lowest;
        left ^= lowest;
      }
    }
    return this;
  }

  /** Keeps what the test holds for. */
  keep(test: (at: number) => boolean): this {
    const words = this.#words;
    for (let at = 0; at < words.length; at++) {
      let left = words[at]!;
      while (left !== 0) {
        const lowest = left & -left;
        if (!test((at << 5) + 31 - Math.clz32(lowest))) words[at]! &= ~lowest;
        left ^= lowest;
      }
    }
    return this;
  }

  /** All of the set, in order: for loops that run a hundred thousand times. */
  toArray(): Int32Array {
    const all = new Int32Array(this.size);
    let count = 0;
    const words = this.#words;
    for (let at = 0; at < words.length; at++) {
      let left = words[at]!;
      while (left !== 0) {
        const lowest = left & -left;
        all[count++] = (at << 5) + 31 - Math.clz32(lowest);
        left ^= lowest;
      }
    }
    return all;
  }

  each(visit: (at: number) => void): void {
    const words = this.#words;
    for (let at = 0; at < words.length; at++) {
      let left = words[at]!;
      while (left !== 0) {
        const lowest = left & -left;
        visit((at << 5) + 31 - Math.clz32(lowest));
        left ^= lowest;
      }
    }
  }

  get isEmpty(): boolean {
    return this.#words.every((word) => word === 0);
  }

  get size(): number {
    let count = 0;
    for (let word of this.#words) {
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
    }
    return count;
  }
}
