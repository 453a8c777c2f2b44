// What the classification asks of a content.
import type { ClassTree } from '../catalogue/class-tree.ts';
import { definitionsFor, type Definition } from '../catalogue/technical-data.ts';

export interface Ground {
  definitionsOf: (classCode: string) => readonly Definition[];
  isClass: (code: string) => boolean;
}

/** The ground as the catalogue's snapshot, or a transaction, has read it. */
export function groundOf({
  classes,
  definitions,
}: {
  classes: ClassTree;
  definitions: ReadonlyMap<string, readonly Definition[]>;
}): Ground {
  return {
    definitionsOf: (code) => definitionsFor(definitions, classes.withAncestors(code)),
    isClass: (code) => (classes.find(code)?.level ?? 0) > 1,
  };
}
