/** For tests: values out of the document's JSON schemas, and values that fit none. */
import fc, { type Arbitrary } from 'fast-check';
import { document } from '../openapi-testing.ts';

export type Schema = Record<string, unknown>;

const mostItems = 5;
const longestText = 300;

const texts = (schema: Schema): Arbitrary<unknown> => {
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Math.max(minLength, Math.min(Number(schema.maxLength ?? 60), longestText));
  const free = fc.string({ minLength, maxLength, unit: 'grapheme' });
  if (schema.format === 'date-time') {
    return fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString());
  }
  if (typeof schema.pattern !== 'string') return free;
  return fc.stringMatching(new RegExp(schema.pattern), { size: 'small' });
};

function numbers({ minimum = -1_000_000, maximum = 1_000_000, type }: Schema): Arbitrary<unknown> {
  const [min, max] = [Math.max(Number(minimum), -1e9), Math.min(Number(maximum), 1e9)];
  return type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

function objects(schema: Schema): Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = (schema.required ?? []) as string[];
  const values = Object.fromEntries(properties.map(([name, one]) => [name, fitting(one)]));
  return fc.record(values, { requiredKeys: required, noNullPrototype: true });
}

/** Values that the schema takes, as far as it says. */
export function fitting(schema: Schema): Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return fitting(((document.components.schemas as Record<string, Schema>)[name] ?? {}) as Schema);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as Schema[]).map(fitting));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...(schema.type as string[]).map((type) => fitting({ ...schema, type })));
  }
  switch (schema.type) {
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fitting((schema.items ?? {}) as Schema), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(Number(schema.maxItems ?? mostItems), mostItems),
      });
    case 'object':
      return objects(schema);
    default:
      return fc.jsonValue();
  }
}

/** What breaks programs: of any type, empty, huge, and with names that mean something to JavaScript. */
export const odd: Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\0',
    '\ud800',
    '***',
    '__proto__',
    "'; drop table sessions; --",
    '%_\\',
    -1,
    0,
    1e308,
    2 ** 53,
    true,
    [],
    [[]],
    {},
    { length: 1 },
    { toString: 1 },
    'x'.repeat(10_000),
    '1'.repeat(400),
  ),
);

/** A fitting object with something wrong in it. */
export const spoiled = (schema: Schema): Arbitrary<unknown> =>
  fc
    .tuple(fitting(schema), fc.nat(), odd, fc.constantFrom('swap', 'drop', 'add', 'proto'))
    .map(([value, place, wrong, how]) => {
      if (typeof value !== 'object' || value === null) return wrong;
      const entries = Object.entries(value);
      const at = entries.length === 0 ? 0 : place % entries.length;
      if (how === 'add') return { ...value, [`unknown${place % 7}`]: wrong };
      if (how === 'proto') return JSON.parse('{"__proto__":{"role":"admin"},"constructor":1}') as unknown;
      if (how === 'drop') return Object.fromEntries(entries.filter((_, i) => i !== at));
      return Object.fromEntries(entries.map(([key, old], i) => [key, i === at ? wrong : old]));
    });
