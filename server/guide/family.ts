// The family that an address names, and the classes that belong to one.
import type { Snapshot } from '../catalogue/snapshot.ts';
import { FAMILIES, familiesOf, isFamily, type Family } from '../measures/measures.ts';
import { NotFound } from '../web/errors.ts';
import type { Visit } from '../web/visit.ts';

export const ALL_FAMILIES = Object.keys(FAMILIES) as Family[];

/** @throws NotFound */
export function familyIn(value: unknown): Family {
  if (!isFamily(value)) throw new NotFound();
  return value;
}

/** The family whose guide speaks of an aid class; null where none does. */
export function guideFamilyOf(aidClassCode: string): Family | null {
  return familiesOf(aidClassCode)[0] ?? null;
}

/** The classes of a family that have no class below them: those that products belong to. */
export function classesOf(family: Family, { classes }: Pick<Snapshot, 'classes'>): string[] {
  const below = (code: string): string[] => [
    code,
    ...classes.childrenOf(code).flatMap((child) => below(child.code)),
  ];
  return FAMILIES[family].flatMap(below);
}

/** The family's name, as on its pages. */
export function familyName(family: Family, { t }: Pick<Visit, 't'>): string {
  return t(`measures.family.${family}.name`);
}
