import assert from 'node:assert/strict';

/** The one schema that tools and structured output are asked for. */
export const city = {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
  required: ['city', 'unit'],
  additionalProperties: false,
};

/** Whether a value is an instance of it. */
export const assertCity = (value) => {
  assert.deepEqual(Object.keys(value).sort(), ['city', 'unit']);
  assert.equal(typeof value.city, 'string');
  assert.ok(city.properties.unit.enum.includes(value.unit));
};
