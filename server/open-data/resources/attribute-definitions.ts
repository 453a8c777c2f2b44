import type { Snapshot } from '../../catalogue/catalogue.ts';
import type { Definition } from '../../catalogue/technical-data.ts';
import type { Shape } from '../shapes.ts';
import { CODE, NUMBER, type Resource } from './resource.ts';

/** Definitions of technical data; of a class: its own and what it inherits. */
export const definitions: Resource<'AttributeDefinition'> = {
  name: 'attribute-definitions',
  shape: 'AttributeDefinition',
  summary: 'What technical data the products of a class state',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: {
    class: { pattern: CODE, description: 'Code of an aid class; what it inherits counts too' },
  },
  list: async (ground, { after, limit, filters }) =>
    allDefinitions(ground.snapshot, filters.class)
      .filter(({ id }) => id > Number(after ?? 0))
      .slice(0, limit),
  find: async ({ snapshot }, id) =>
    allDefinitions(snapshot).find((one) => one.id === Number(id)) ?? null,
};

function allDefinitions(
  { classes: tree, definitions: defined }: Snapshot,
  within?: string,
): Shape<'AttributeDefinition'>[] {
  const codes = within ? tree.withAncestors(within).map(({ code }) => code) : [...defined.keys()];
  return codes
    .flatMap((code) => defined.get(code) ?? [])
    .map(definitionOf)
    .toSorted((a, b) => a.id - b.id);
}

function definitionOf(one: Definition): Shape<'AttributeDefinition'> {
  const { id, aidClassCode, key, kind, unit, step, section, required, filterable, names, help } =
    one;
  return {
    id,
    class: aidClassCode,
    key,
    kind,
    unit,
    step: step === null ? null : step / 1000,
    section,
    required,
    filterable,
    names,
    help: help.kk ? help : null,
    options: [...one.options].map(([option, optionNames]) => ({
      key: one.optionKeys.get(option) ?? String(option),
      names: optionNames,
    })),
  };
}
