// The OpenAPI 3.1 document of the interface for machines, made from the resources and their shapes.
import { z } from 'zod';
import { LICENCE } from './licence.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { problemShape, shapes } from './shapes.ts';

/** Records on a page: the usual number, and the largest. */
export const PAGE = { usual: 50, most: 200 };

const ANSWERS = {
  304: { description: 'Nothing has changed since the ETag that was sent' },
  404: problem('There is no such record'),
  422: problem('A parameter cannot be read; `detail` says which'),
};

/** The document; `publicUrl` is where the portal is reached. */
export function openApiDocument(publicUrl: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tańdau: catalogue of rehabilitation aids',
      version: '1.0.0',
      summary: 'Read-only. No key, no sign-in, no personal data.',
      description: [
        'What is published in the catalogue today: aid classes, technical data, products, variants and offers.',
        'Lists come a page at a time: follow `next` until it is null. Ids stay the same.',
        'Answers carry an ETag: send it as If-None-Match, and an unchanged answer costs nothing.',
        'Money is whole tiyn, hundredths of a tenge. Days are days in Kazakhstan (UTC+5).',
      ].join('\n\n'),
      license: { name: LICENCE.name, url: LICENCE.url },
    },
    servers: [{ url: new URL('/api/v1', publicUrl).href }],
    paths: Object.assign({}, ...RESOURCES.map(pathsOf)) as Record<string, unknown>,
    components: { schemas: schemas() },
  };
}

function schemas(): Record<string, unknown> {
  const made = Object.entries({ ...shapes, Problem: problemShape }).map(([name, shape]) => {
    const { $schema: _, ...schema } = z.toJSONSchema(shape, { reused: 'inline' });
    return [name, schema];
  });
  return Object.fromEntries(made) as Record<string, unknown>;
}

function pathsOf(resource: Resource): Record<string, unknown> {
  const { name, shape, summary, filters, id } = resource;
  const record = { $ref: `#/components/schemas/${shape}` };
  const page = {
    type: 'object',
    required: ['data', 'next', 'licence'],
    properties: {
      data: { type: 'array', items: record },
      next: { type: ['string', 'null'], description: 'Address of the next page' },
      licence: { type: 'string', const: LICENCE.url },
    },
  };
  return {
    [`/${name}`]: {
      get: {
        operationId: operation('list', name),
        summary,
        parameters: [
          parameter('after', 'The id that the page before ended with', {
            type: 'string',
            pattern: id.source,
          }),
          parameter('limit', 'Records on the page', {
            type: 'integer',
            minimum: 1,
            maximum: PAGE.most,
            default: PAGE.usual,
          }),
          ...Object.entries(filters).map(([filter, { pattern, description }]) =>
            parameter(filter, description, { type: 'string', pattern: pattern.source }),
          ),
        ],
        responses: { 200: json('A page of the list', page), 304: ANSWERS[304], 422: ANSWERS[422] },
      },
    },
    [`/${name}/{id}`]: {
      get: {
        operationId: operation('get', name),
        summary: `${summary}: one`,
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: { type: 'string', pattern: id.source },
          },
        ],
        responses: { 200: json('The record', record), 304: ANSWERS[304], 404: ANSWERS[404] },
      },
    },
    ...downloadsOf(resource),
  };
}

function downloadsOf({ name, shape, summary }: Resource): Record<string, unknown> {
  const all = { type: 'array', items: { $ref: `#/components/schemas/${shape}` } };
  return {
    [`/downloads/${name}.json`]: {
      get: {
        operationId: operation('download', `${name}-json`),
        summary: `${summary}: all, as JSON`,
        responses: { 200: json('Everything in one file', all), 304: ANSWERS[304] },
      },
    },
    [`/downloads/${name}.csv`]: {
      get: {
        operationId: operation('download', `${name}-csv`),
        summary: `${summary}: all, as CSV`,
        responses: {
          200: {
            description: 'UTF-8 with a byte order mark; texts have a column for each language',
            content: { 'text/csv': { schema: { type: 'string' } } },
          },
          304: ANSWERS[304],
        },
      },
    },
  };
}

function parameter(name: string, description: string, schema: Record<string, unknown>) {
  return { name, in: 'query', description, schema };
}

function json(description: string, schema: unknown) {
  return { description, content: { 'application/json': { schema } } };
}

function problem(description: string) {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } };
}

function operation(verb: string, name: string): string {
  return verb + name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
