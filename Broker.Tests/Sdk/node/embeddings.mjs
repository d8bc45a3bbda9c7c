import assert from 'node:assert/strict';
import { client } from './client.mjs';

const model = 'text-embedding-3-small';

const embed = async (setting, body) => (await client(setting).embeddings.create({ model, ...body })).data;

const assertUnit = (vector, length) => {
  assert.equal(vector.length, length);
  assert.ok(Math.abs(vector.reduce((sum, number) => sum + number * number, 0) - 1) < 1e-4);
};

/** Embeddings: as base64, which the SDK asks for by itself, as numbers, shortened, of token ids. */
export const embeddings = {
  async embeddings(setting) {
    const [one, two] = await embed(setting, { input: ['one', 'two'] });

    assert.deepEqual([one.index, two.index], [0, 1]);
    assertUnit(one.embedding, 1536);
    assertUnit(two.embedding, 1536);
    assert.notDeepEqual(one.embedding, two.embedding);
  },

  async embeddings_float(setting) {
    const [packed] = await embed(setting, { input: 'one' });
    const [plain] = await embed(setting, { input: 'one', encoding_format: 'float' });

    assert.deepEqual(plain.embedding.map(Math.fround), packed.embedding);
  },

  async embeddings_dimensions(setting) {
    const [{ embedding }] = await embed(setting, { input: 'one', dimensions: 64 });

    assertUnit(embedding, 64);
  },

  async embeddings_token_ids(setting) {
    const data = await embed(setting, { input: [[15339], [15339, 1917]] });

    assert.equal(data.length, 2);
    data.forEach(({ embedding }) => assertUnit(embedding, 1536));
  },
};
