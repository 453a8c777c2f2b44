import type { Resource } from './resource.ts';

/** Regions by their KATO codes. */
export const regions: Resource<'Region'> = {
  name: 'regions',
  shape: 'Region',
  summary: 'Regions and cities of Kazakhstan',
  id: /^\d{9}$/,
  idOf: ({ code }) => code,
  filters: {},
  list: async ({ snapshot }, { after, limit }) =>
    snapshot.regions
      .filter(({ code }) => after === null || code > after)
      .slice(0, limit)
      .map(({ code, names }) => ({ code, names })),
  find: async ({ snapshot }, id) => snapshot.regions.find(({ code }) => code === id) ?? null,
};
